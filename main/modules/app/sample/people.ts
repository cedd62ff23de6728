/** Invented names, told apart so that civilities and job titles agree with them. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const WOMEN = words(`
  Camille Anaïs Océane Héloïse Clémence Noémie Gaëlle Solène Maëlle Inès Justine Margaux Élodie Aurore Capucine Delphine
  Sandrine Nadia Yasmine Fatou Leïla Agathe Romane Salomé Violette Brigitte Odile Ghislaine Muriel Sabine`)

export const MEN = words(`
  Sébastien Côme Maël Loïc Théo Joël Rémi Gaël Bastien Florian Cédric Hervé Gilles Étienne Aurélien Damien Kévin Mehdi
  Karim Mamadou Ousmane Anselme Basile Gaspard Léandre Octave Régis Thibault Yannick Zacharie`)

export const FAMILIES = words(`
  Abadie Arbelot Aubrac Bachelin Barthomeuf Beaurepas Bellerive Berthollin Blancheton Bonnafé Bouvardin Brisebois Cadoret
  Carcenac Castagnier Chabrolin Chalvignac Chantemesse Charrondier Clérambeau Cœurdevey Combassou Corbières Courtadon
  Dampierrat Darnaudet Delachaume Desgranchamps Dubœuvre Duchaufour Escoffret Estradère Fauchereau Fayardin Fontvieux
  Froissarel Gaillochet Garancher Gémenoz Giboulard Grandclaudon Guillaumond Hautefaye Herbelin Jacquemetton Jouvenal
  Labrousset Lacombrade Lamoureyre Lantelmot Larrivaz Lavergnolle Lecourtil Malbosquet Marchandot Maupertus Mazeyrac
  Méjassol Mérindaud Montchalin Morestelle Noiretable Orceyrolles Pailhasse Peyrebrune Pélissard Perrachon Piolenceau
  Pommerade Puygrenier Quintarel Rabastide Ravanelle Reynardon Rochebillière Romanet Roussillonet Sabatéry Saint-Avril
  Salvagnon Sauvageot Serrebois Sévérac Tavernolle Terrasson Thévenart Tournebise Tresmontant Valbonnais Vaucanson
  Verchère Vialatte Vigneulles Villardier Vincendeau Vuillerme Ybanès Zimmerlin`)
