/** Words that a town has several of: the rule of safespaces/venues/generic_names.py. */

export const ANY = [
  'police', 'station', 'shopping', 'centre', 'industrial', 'estate', 'parish', 'hall', 'park', 'post', 'office', 'church', 'school',
  'hospital', 'library', 'community', 'the', 'health', 'medical', 'social', 'club', 'retail', 'business', 'primary', 'bus', 'surgery',
  'college', 'pub', 'inn',
];
export const STREETS = [
  'road', 'street', 'lane', 'avenue', 'close', 'drive', 'grove', 'way', 'crescent', 'gardens', 'terrace', 'mews', 'walk',
]; // the last words of streets
const MORE = [
  'foot', 'footpath', 'footway', 'path', 'pathway', 'alley', 'alleyway', 'passage', 'track', 'bridge', 'footbridge', 'subway',
  'underpass', 'tunnel', 'steps', 'playground', 'playing', 'recreation', 'ground', 'green', 'field', 'fields', 'square', 'yard', 'court',
  'cycle', 'cycleway', 'bridleway', 'parking', 'car', 'entrance', 'exit', 'home', 'house', 'outside', 'here', 'town', 'city', 'village',
  'river', 'canal', 'wood', 'woods', 'high', 'main', 'public', 'private', 'service', 'sports', 'pitch',
];

/** @param {string[]} words @param {string} kind @returns {boolean} whether a name from a map of everybody's making says nothing: "The Street", not "Church Lane" */
export function isGeneric(words, kind) {
  const own = words.length > 1 && words[0] === 'the' ? words.slice(1) : words;
  if (!own.length || !own.every((word) => ANY.includes(word) || STREETS.includes(word) || MORE.includes(word))) return !own.length;
  return !(kind === 'street' && own.length > 1 && STREETS.includes(own[own.length - 1]));
}
