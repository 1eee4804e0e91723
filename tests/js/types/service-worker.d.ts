/** Written in front of static/js/service-worker.js by safespaces/web/public/kept.py. */
declare const KEPT: { version: string, pages: Record<string, string>, places: string, place: string, files: string[], lists: string[] };
