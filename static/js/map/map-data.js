/** Data of the map's layers. */

/**
 * @param {string} address @param {(data: any) => void} use
 * @returns {Promise<boolean>} whether it came: a layer that stays empty is no reason to lose the map
 */
export async function fetched(address, use) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    use(await answer.json());
    return true;
  } catch (error) {
    console.error(`The map goes on without ${address}.`, error);
    return false;
  }
}
