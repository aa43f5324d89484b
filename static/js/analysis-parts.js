// Sends a request for a part of a page and gives the part, or null where none came back.
export async function exchange(url, options = {}) {
  try {
    const response = await fetch(url, { ...options, headers: { "X-Part": "yes" } });
    if (!response.headers.has("X-Part")) return null;
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    return { ok: response.ok, element: document.adoptNode(parsed.body.firstElementChild) };
  } catch {
    return null;
  }
}
