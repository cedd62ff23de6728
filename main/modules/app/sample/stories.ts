/** What the invented joinery has on its bench: deals, what was written down, files. Days count from today. */

/** name | company, or `~n` for the nth private person | phase | euros | opened | closing expected (or closed, when it is over) */
export const DEALS = `
Escalier quart tournant en frêne|~0|proposal|6840|-24|12
Bibliothèque sur mesure du salon|~1|negotiation|4350|-41|5
Cuisine en chêne massif|~2|qualification|14900|-9|38
Dressing sous combles|~3|prospecting|3200|-3|45
Porte d’entrée et imposte|~4|won|5120|-96|-31
Volets battants, huit paires|~5|proposal|7680|-18|20
Terrasse en mélèze, 32 m²|~6|negotiation|8450|-35|9
Véranda, remplacement des menuiseries|~7|lost|18600|-150|-74|price
Parquet point de Hongrie|~8|won|9200|-133|-58
Fenêtres de toit et habillage|~9|qualification|2980|-12|30
Chambre d’enfant, lit mezzanine|~10|proposal|2740|-27|4
Rénovation de l’escalier en chêne|~11|prospecting|4100|-5|60
Façades de cuisine, série d’automne|Cuisines Bellevigne|won|12480|-88|-20
Façades de cuisine, série de printemps|Cuisines Bellevigne|negotiation|16900|-30|16
Vingt-quatre portes palières|Régie des Balmes|negotiation|41300|-62|21
Boîtes aux lettres, hall B|Régie des Balmes|won|3860|-74|-40
Garde-corps des coursives|Régie des Balmes|proposal|11250|-20|35
Mobilier de trois classes|École des Tilleuls|won|15700|-140|-82
Préau, bardage et bancs|École des Tilleuls|proposal|22400|-33|28
Têtes de lit, dix-huit chambres|Hôtel du Lavoir|won|19800|-170|-112
Comptoir de réception|Hôtel du Lavoir|qualification|8700|-15|50
Mains courantes et plinthes|Résidence Les Aulnes|proposal|9360|-26|14
Salle à manger, habillage mural|Résidence Les Aulnes|prospecting|13200|-6|75
Bar et banquettes|Brasserie du Pont-Levant|won|23500|-125|-60
Rayonnages du premier étage|Librairie L’Encrier bleu|negotiation|7420|-29|8
Vitrine et comptoir de vente|Boulangerie Farine & Cie|proposal|10650|-22|18
Casiers à bouteilles|Cave du Coteau|won|4280|-67|-25
Agencement de l’officine|Pharmacie du Méridien|negotiation|36800|-55|25
Accueil et salle d’attente|Cabinet dentaire des Glycines|proposal|9900|-17|22
Lot menuiseries intérieures, douze logements|Constructions Valombre|negotiation|86400|-70|30
Lot menuiseries extérieures, Les Sorbiers|Constructions Valombre|lost|64200|-160|-90|budget
Escaliers de quatre villas|Maisons Clairval|proposal|27600|-28|24
Gradins de répétition|Théâtre de la Verrière|won|17900|-118|-66
Réserve visitable|Musée du Papier-Vélin|qualification|28500|-19|80
Meubles à langer et vestiaires|Crèche Les Petits Rabots|won|6940|-101|-45
Paillasses de l’atelier bois|Lycée des Métiers du Grésil|prospecting|34800|-8|110
Halls de deux immeubles|Foncière des Allobroges-Nord|qualification|31200|-21|65
Portes coupe-feu, programme Les Érables|Promotion Horizon Vert|prospecting|48700|-11|95
Espaces de travail, plateau 2|Campus Numérique des Sablons|proposal|39400|-37|19
Banque d’accueil des urgences|Clinique du Val d’Ambre|qualification|21700|-14|55
Mobilier de trois gîtes|Gîtes de la Clairière|won|11800|-92|-38
Caveau de dégustation|Domaine de Montfleury-le-Vieux|negotiation|15300|-44|11
Boutique, étagères d’affinage|Fromagerie des Deux Rives|lost|8900|-110|-52|delay
Présentoirs et miroirs|Opticien Regard Neuf|proposal|7150|-16|27
Décor démontable de salon|Studio Hémisphère|prospecting|12600|-4|40`

/** first name | last name | company | job | status | origin | days ago | euros | what is known */
export const LEADS = `
Odile|Kervadec|||new|website|1|4500|Demande par le site : bibliothèque d’angle, photos reçues.
Bruno|Sallenave|Cabinet dentaire Sallenave|gérant|new|call|2|9800|Rappeler un matin : banque d’accueil et rangements.
||Auberge du Vieux Four||contacted|recommendation|6|14000|Recommandés par l’Hôtel du Lavoir. Carte du responsable à demander.
Nadège|Pruvost|||contacted|visit|9|2600|Passée à l’atelier : table de ferme, six convives.
Rémy|Chastagnier|Maison Chastagnier|architecte d’intérieur|qualified|fair|13|22000|Rencontré au salon : deux appartements à meubler à l’automne.
Line|Ostermann|||dropped|website|38||Cherchait un meuble prêt à emporter.`

/** company or `~n` | days ago | `*` when pinned | text, `/` for a new line */
export const NOTES = `
Cuisines Bellevigne|12|*|Livrer avant 9 h, par la cour : après, le marché bloque la rue.
Cuisines Bellevigne|34||Les façades du printemps : chêne brossé, teinte miel. Échantillon validé sur place.
Cuisines Bellevigne|3||A demandé si nous pouvions tenir un délai de cinq semaines au lieu de sept.
Régie des Balmes|8|*|Toute facture doit porter le numéro de la copropriété, sinon elle revient.
Régie des Balmes|21||Visite des vingt-quatre paliers : /– quatre huisseries à reprendre au bâtiment C ; /– serrures trois points imposées par l’assurance ; /– pose entre 8 h et 17 h, affichage huit jours avant.
Atelier Trois Traits|15||Nous met en concurrence sur les chantiers publics, mais nous recommande chez les particuliers.
École des Tilleuls|40||Travaux pendant les vacances uniquement. La clé est chez l’intendant.
École des Tilleuls|6||Le préau passe au budget de l’an prochain : relancer après le vote.
Hôtel du Lavoir|60||Très contents des têtes de lit. Ont donné notre nom à deux confrères.
Hôtel du Lavoir|5||Le comptoir doit cacher deux écrans et une imprimante. Plan à refaire avec passage de câbles.
Résidence Les Aulnes|19|*|Bois classés M1 exigés dans toutes les circulations : joindre les certificats au devis.
Brasserie du Pont-Levant|75||Banquettes : mousse à 40 kg, simili vert bouteille. Facture réglée à 45 jours.
Librairie L’Encrier bleu|9||Hésite entre frêne et hêtre. Rappeler après l’inventaire.
Boulangerie Farine & Cie|4||Fermé le mercredi. Prendre les cotes l’après-midi, four éteint.
Cave du Coteau|28||Règle comptant. Aime qu’on l’appelle plutôt qu’on lui écrive.
Pharmacie du Méridien|11||L’ordre impose un espace de confidentialité : voir le plan de l’architecte, www.atelier-trois-traits.example
Constructions Valombre|17|*|Pénalités de retard au contrat : 1 % par semaine. Prévoir deux poseurs de plus en fin de chantier.
Constructions Valombre|2||Réunion de chantier tous les mardis à 14 h, bungalow 3.
Maisons Clairval|23||Quatre villas, quatre hauteurs de dalle différentes. Ne rien débiter avant le relevé.
Scierie des Hautes-Combes|31||Chêne sec disponible : 6 m³ en 54 mm. Réservé jusqu’à la fin du mois.
Bois & Placages de l’Isérette|13||Hausse de 4 % sur les placages au prochain trimestre. Commander avant.
Quincaillerie Ferronnet|45||Remise de 22 % au-delà de 1 500 € par commande.
Vitrages Transparence|7||Délai annoncé de trois semaines sur le feuilleté.
Théâtre de la Verrière|50||Les gradins se démontent en deux heures à quatre : montrer la vidéo aux prospects.
Lycée des Métiers du Grésil|8||Marché à procédure adaptée, publication prévue au printemps. Suivre le site : www.gresil.example
Domaine de Montfleury-le-Vieux|10||Le caveau est humide : prévoir du robinier, pas de chêne au sol.
~0|14||Escalier : limon côté mur, marches de 38. Madame préfère l’huile au vernis.
~2|6||Cuisine vue ensemble à l’atelier. Plan de travail en granit fourni par le client.
~6|20||Accès de la terrasse par le jardin du voisin : demander l’accord.
~10|1||L’anniversaire est le 12 : la mezzanine doit être posée avant.`

/** company or `~n` | days ago | file name | what it says, `/` for a new line */
export const FILES = `
Régie des Balmes|20|Devis portes palières.pdf|Devis 24 portes palières//24 blocs-portes chêne, serrure trois points ; 1 425,00 €/Dépose et évacuation ; 4 100,00 €/Pose ; 3 000,00 €//Total hors taxes ; 41 300,00 €
Régie des Balmes|8|Relevé des paliers.csv|Bâtiment;Étage;Hauteur;Largeur/A;1;2040;830/A;2;2040;830/B;1;2045;830/C;1;2038;828
Pharmacie du Méridien|11|Agencement officine, variante 2.pdf|Agencement de l’officine, variante 2//Comptoirs, gondoles et espace de confidentialité/Hêtre clair et stratifié blanc
Constructions Valombre|17|Planning du lot menuiseries.csv|Semaine;Logements;Poseurs/12;1 à 3;2/13;4 à 7;3/14;8 à 12;4
Hôtel du Lavoir|60|Procès-verbal de réception.pdf|Procès-verbal de réception des travaux//Dix-huit têtes de lit posées./Aucune réserve.
Résidence Les Aulnes|19|Certificats de réaction au feu.pdf|Certificats de réaction au feu//Panneaux plaqués chêne ; classement M1/Vernis de finition ; classement M1
Scierie des Hautes-Combes|31|Tarif des avivés.csv|Essence;Épaisseur (mm);Prix au m³/Chêne;27;1180/Chêne;54;1290/Frêne;41;870/Mélèze;27;640
~0|14|Croquis de l’escalier.txt|Escalier quart tournant, frêne/Hauteur à monter : 2,78 m/Quinze marches, giron de 24/Reculement : 3,10 m`

/** company or `~n` | kind | days from today | time, or nothing | planned, done or cancelled | name | deal, or nothing | outcome, or nothing | minutes */
export const ACTIVITIES = `
Cuisines Bellevigne|call|-3|10:20|done|Appel : délai des façades de printemps|Façades de cuisine, série de printemps|reached|Demande cinq semaines au lieu de sept. Possible si le placage arrive avant le 15.
Cuisines Bellevigne|task|2||planned|Confirmer le délai de cinq semaines|Façades de cuisine, série de printemps||
Cuisines Bellevigne|meeting|-34|14:00|done|Validation de l’échantillon sur place|Façades de cuisine, série de printemps|agreed|Chêne brossé, teinte miel. Bon pour accord attendu par courriel.
Régie des Balmes|meeting|-21|08:30|done|Visite des vingt-quatre paliers|Vingt-quatre portes palières||Quatre huisseries à reprendre au bâtiment C.
Régie des Balmes|call|-1|16:45|done|Appel : date du conseil syndical|Vingt-quatre portes palières|callBack|Le conseil se réunit en fin de mois, rappeler ensuite.
Régie des Balmes|task|-2||planned|Envoyer les certificats des portes palières|Vingt-quatre portes palières||
École des Tilleuls|call|-6|11:10|done|Appel à l’intendant|Préau, bardage et bancs|reached|Le préau passe au budget de l’an prochain.
École des Tilleuls|task|30||planned|Relancer après le vote du budget|Préau, bardage et bancs||
Hôtel du Lavoir|meeting|1|09:30|planned|Relevé du comptoir de réception|Comptoir de réception||
Hôtel du Lavoir|email|-5|17:05|done|Échange sur les écrans à cacher|Comptoir de réception||Deux écrans et une imprimante : plan à refaire avec passage de câbles.
Résidence Les Aulnes|task|0||planned|Joindre les certificats M1 au devis|Mains courantes et plinthes||
Brasserie du Pont-Levant|meeting|-60|15:00|done|Réception du bar et des banquettes|Bar et banquettes|agreed|Aucune réserve. Facture à 45 jours.
Librairie L’Encrier bleu|call|-9|09:15|done|Appel : essence des rayonnages|Rayonnages du premier étage|reached|Hésite entre frêne et hêtre.
Librairie L’Encrier bleu|call|3|09:00|planned|Rappeler après l’inventaire|Rayonnages du premier étage||
Boulangerie Farine & Cie|meeting|4|15:30|planned|Prise de cotes, four éteint|Vitrine et comptoir de vente||
Pharmacie du Méridien|meeting|-11|13:30|done|Plan de l’espace de confidentialité|Agencement de l’officine||Vu avec l’architecte : cloison à mi-hauteur, vitrage feuilleté.
Pharmacie du Méridien|task|5||planned|Chiffrer la variante en hêtre clair|Agencement de l’officine||
Constructions Valombre|meeting|-2|14:00|done|Réunion de chantier|Lot menuiseries intérieures, douze logements||Logements 4 à 7 avancés d’une semaine.
Constructions Valombre|meeting|5|14:00|planned|Réunion de chantier|Lot menuiseries intérieures, douze logements||
Constructions Valombre|call|-95|10:00|done|Appel : résultat de l’appel d’offres|Lot menuiseries extérieures, Les Sorbiers|refused|Moins-disant retenu, à douze pour cent de nous.
Maisons Clairval|task|-4||planned|Relever les quatre hauteurs de dalle|Escaliers de quatre villas||
Scierie des Hautes-Combes|call|-31|08:05|done|Appel : réservation du chêne en 54||agreed|Six mètres cubes gardés jusqu’à la fin du mois.
Vitrages Transparence|email|-7|12:00|done|Échange sur le délai du feuilleté|||Trois semaines annoncées.
Théâtre de la Verrière|meeting|-50|18:00|done|Démontage des gradins, tournage de la vidéo|Gradins de répétition||
Musée du Papier-Vélin|meeting|8|10:00|planned|Visite de la réserve|Réserve visitable||
Lycée des Métiers du Grésil|task|12||planned|Regarder si le marché est publié|Paillasses de l’atelier bois||
Domaine de Montfleury-le-Vieux|call|-10|11:40|done|Appel : humidité du caveau|Caveau de dégustation|reached|Prévoir du robinier, pas de chêne au sol.
~0|meeting|-14|17:30|done|Prise de mesures de l’escalier|Escalier quart tournant en frêne||Hauteur à monter : 2,78 m. Madame préfère l’huile au vernis.
~0|task|0||planned|Appeler pour le choix de l’huile|Escalier quart tournant en frêne||
~2|meeting|-6|16:00|done|Visite de l’atelier|Cuisine en chêne massif|agreed|Plan de travail en granit fourni par le client.
~6|call|-20|18:15|cancelled|Rappel de la commande|Terrasse en mélèze, 32 m²||
~6|task|1||planned|Demander l’accord du voisin par écrit|Terrasse en mélèze, 32 m²||
~10|meeting|6|17:00|planned|Pose de la mezzanine|Chambre d’enfant, lit mezzanine||`
