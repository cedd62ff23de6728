/**
 * The companies around an invented joinery, one per line: name | status | sector | staff | form | street | postcode and town
 * | people, each `f` or `m` and a job title. Streets are invented; an empty part is left empty.
 */
export const COMPANIES = `
Cuisines Bellevigne|client|retail|upTo19|sarl|14, rue des Copeaux|38500 Voiron|f Gérante, m Poseur, f Assistante commerciale
Atelier Trois Traits|partner|construction|upTo9|sas|3, passage du Compas|38000 Grenoble|f Architecte associée, m Architecte, m Dessinateur
Régie des Balmes|client|realEstate|upTo49|sas|27, avenue du Vieux-Rempart|38000 Grenoble|f Gestionnaire de copropriétés, m Responsable travaux, f Comptable
École des Tilleuls|client|education|upTo49|association|8, chemin de l’Orme|38430 Moirans|f Directrice, m Intendant
Hôtel du Lavoir|client|hospitality|upTo19|sarl|2, place du Vieux-Lavoir|73100 Aix-les-Bains|f Directrice, m Chef de réception
Résidence Les Aulnes|client|health|upTo99|association|41, route des Trois-Noyers|38210 Tullins|f Directrice, m Responsable technique
Brasserie du Pont-Levant|client|hospitality|upTo19|sarl|1, quai des Lanternes|38000 Grenoble|m Gérant, f Responsable de salle
Librairie L’Encrier bleu|client|culture|upTo9|sarl|19, rue de la Presse-à-Bras|38500 Voiron|f Libraire
Boulangerie Farine & Cie|client|food|upTo9|eurl|6, place du Four-Neuf|38140 Rives|m Boulanger, f Responsable de boutique
Cave du Coteau|client|retail|upTo9|sarl|33, rue des Tonneliers-Bas|38260 La Côte-Saint-André|m Caviste
Pharmacie du Méridien|client|health|upTo19|snc|12, cours du Méridien|38240 Meylan|f Pharmacienne titulaire, f Préparatrice
Cabinet dentaire des Glycines|client|health|upTo9|sas|5, allée des Glycines-Hautes|38920 Crolles|m Chirurgien-dentiste, f Assistante
Garage du Tournant|formerClient|automotive|upTo9|sarl|60, route du Tournant|38120 Saint-Égrève|m Gérant
Constructions Valombre|client|construction|upTo99|sas|9, rue de la Truelle|38300 Bourgoin-Jallieu|m Conducteur de travaux, f Acheteuse, m Directeur technique
Maisons Clairval|client|construction|upTo49|sas|18, avenue des Charpentes|38090 Villefontaine|f Conductrice de travaux, m Métreur
Entreprise Rochepierre|partner|construction|upTo19|sarl|7, impasse du Mortier|38210 Tullins|m Maçon, f Secrétaire
Couverture des Cimes|partner|construction|upTo9|sarl|22, chemin des Ardoisiers|73000 Chambéry|m Couvreur
Électricité Ampérine|partner|construction|upTo9|eurl|4, rue du Commutateur|38430 Moirans|m Électricien
Plâtrerie Blanche|partner|construction|upTo9|sarl|31, rue du Tamis|38500 Voiron|m Plaquiste, f Gérante
Scierie des Hautes-Combes|supplier|wood|upTo19|sarl|Lieu-dit Le Grand-Billot|38140 Rives|m Scieur, f Responsable des ventes
Bois & Placages de l’Isérette|supplier|wood|upTo49|sas|55, rue des Grumes|38300 Bourgoin-Jallieu|f Commerciale sédentaire, m Chef de parc, m Chauffeur
Quincaillerie Ferronnet|supplier|retail|upTo19|sarl|16, avenue des Paumelles|38000 Grenoble|m Vendeur comptoir, f Commerciale
Vitrages Transparence|supplier|crafts|upTo19|sas|10, rue du Biseau|38120 Saint-Égrève|f Deviseuse, m Livreur
Vernis Dauphinelle|supplier|chemistry|upTo49|sas|28, allée des Pigments|69003 Lyon|f Technico-commerciale
Outillage Rabotin|supplier|mechanics|upTo19|sarl|3, rue du Trusquin|26000 Valence|m Technicien affûtage, f Service clients
Métallerie du Verney|provider|metallurgy|upTo19|sarl|44, chemin de l’Enclume|38220 Vizille|m Métallier, f Gérante
Transports Va-et-Vient|provider|logistics|upTo49|sas|72, rue des Rouliers|38430 Moirans|f Affréteuse
Cabinet Comptaline|provider|consulting|upTo19|sas|15, boulevard du Grand-Livre|38500 Voiron|f Experte-comptable, m Collaborateur
Assurances du Belvédère|provider|banking|upTo9|ei|20, place du Belvédère-Neuf|38500 Voiron|m Agent général
Informatique Clin d’Œil|provider|it|upTo9|sarl|11, rue de la Puce|38000 Grenoble|m Technicien
Imprimerie du Colophon|provider|communication|upTo9|scop|8, rue des Casses|38500 Voiron|f Cheffe de fabrication
Agence Point-Virgule|provider|communication|upTo9|sas|2, cour des Typographes|69003 Lyon|f Graphiste, m Photographe
Théâtre de la Verrière|client|culture|upTo49|association|6, rue de la Servante|38000 Grenoble|m Régisseur général, f Administratrice
Musée du Papier-Vélin|prospect|culture|upTo19|association|1, cour de la Papeterie|38140 Rives|f Conservatrice
Crèche Les Petits Rabots|client|education|upTo19|association|25, rue de la Marelle|38500 Voiron|f Directrice, f Trésorière
Lycée des Métiers du Grésil|prospect|education|upTo249|public|90, avenue de l’Équerre|38000 Grenoble|m Gestionnaire, f Proviseure adjointe
Foncière des Allobroges-Nord|prospect|realEstate|upTo19|sci|48, rue de la Façade|38000 Grenoble|m Asset manager, f Chargée d’opérations
Promotion Horizon Vert|prospect|realEstate|upTo49|sas|5, rue des Maquettes|69003 Lyon|f Responsable de programmes, m Économiste
Agence Toits & Clés|prospect|realEstate|upTo9|sarl|13, place du Heurtoir|38500 Voiron|m Agent immobilier
Campus Numérique des Sablons|prospect|it|upTo99|sas|30, rue du Curseur|38240 Meylan|f Office manager, m Directeur des opérations
Clinique du Val d’Ambre|prospect|health|upTo249|sas|77, route de l’Ambre|38920 Crolles|f Responsable des achats, m Directeur technique
Auberge du Grand Tétras|prospect|tourism|upTo9|sarl|Hameau des Airelles|73000 Chambéry|f Aubergiste
Gîtes de la Clairière|client|tourism|none|ei|Chemin de la Clairière-Haute|38260 La Côte-Saint-André|f Propriétaire
Camping Les Roselières|prospect|tourism|upTo9|sarl|Route des Roseaux|38210 Tullins|m Gérant, f Gérante
Domaine de Montfleury-le-Vieux|client|agriculture|upTo9|ei|Route du Pressoir|26000 Valence|m Vigneron
Fromagerie des Deux Rives|client|food|upTo19|sarl|9, rue de la Faisselle|26100 Romans-sur-Isère|f Affineuse, m Gérant
Chocolaterie Cabosse d’Or|prospect|food|upTo9|sas|17, rue du Cacao|74000 Annecy|f Chocolatière
Opticien Regard Neuf|client|retail|upTo9|sarl|23, rue de la Lunette|38000 Grenoble|m Opticien
Fleuriste Pétale & Tige|prospect|retail|none|micro|4, place du Sécateur|38500 Voiron|f Fleuriste
Salon Mèche Rebelle|client|services|upTo9|eurl|29, rue du Peigne|38430 Moirans|f Coiffeuse
Yoga du Parc|prospect|services|none|micro|7, allée du Lotus|38240 Meylan|f Professeure
Textiles de la Bourbre-Vive|prospect|textile|upTo49|sas|63, rue de la Navette|38300 Bourgoin-Jallieu|m Responsable du site
Mécanique Fine du Guiers|client|mechanics|upTo49|sas|21, rue du Micromètre|38500 Voiron|m Directeur industriel, f Acheteuse
Énergies Solarine|prospect|energy|upTo19|sas|35, rue du Photon|38000 Grenoble|f Cheffe de projet
Association Le Coup de Pouce|member|associations|upTo9|association|2, rue de l’Entraide|38500 Voiron|m Président, f Coordinatrice
Compagnie des Gens de Bois|member|associations|none|association|18, rue du Maillet|69003 Lyon|m Secrétaire
Studio Hémisphère|prospect|communication|upTo9|sas|40, rue du Projecteur|75011 Paris|f Scénographe, m Producteur
Agencements de l’Ouest|partner|wood|upTo19|sarl|12, quai du Gabarit|44000 Nantes|m Gérant
Parquets Garonnelle|supplier|wood|upTo49|sas|5, chemin des Merrains|31000 Toulouse|f Responsable export, m Technico-commercial
Mobilier Nordine & Fils|partner|crafts|upTo9|sarl|26, rue de l’Établi|59000 Lille|m Ébéniste`

/** Towns of the people who come for their own house. */
export const HOMES = ['38500 Voiron', '38430 Moirans', '38140 Rives', '38210 Tullins', '38000 Grenoble', '38500 La Buisse', '38340 Voreppe', '38960 Saint-Étienne-de-Crossey']
export const HOME_STREETS = ['chemin du Pré-Rond', 'rue des Hirondelles', 'impasse du Cadran', 'montée des Vignettes', 'allée du Sureau', 'rue du Puits-Vieux']
