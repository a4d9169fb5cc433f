// A small client of Heldqr, written from its document: heldqr.mjs BASE TOKEN SHORTCODE.
import { randomUUID } from "node:crypto";

const [base, token, shortcode] = process.argv.slice(2);
const codes = `${base}/api/v1/codes`;

async function call(method, url, body, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

const create = (body, name) => call("POST", codes, body, { "Idempotency-Key": name });

const name = randomUUID();
const draft = { target_url: "https://example.com/menu", label: "Restaurant menu", shortcode };
const made = await create(draft, name);
if (made.status !== 201 || !made.headers.get("X-RateLimit-Reset")) throw new Error(JSON.stringify(made.body));
const again = await create(draft, name);
const listed = await call("GET", codes);
const changed = await call("PATCH", `${codes}/${shortcode}`, { target_url: "https://example.com/menu-2026" });
const visit = await fetch(`${base}/${shortcode}`, { redirect: "manual" });
const same = JSON.stringify(again.body) === JSON.stringify(made.body);
console.log(
  JSON.stringify({
    created: made.body.data,
    replayed: again.headers.get("Idempotent-Replay") === "true" && same,
    conflict: (await create({ target_url: "https://example.com/other" }, name)).body.error.code,
    listed: listed.body.data.some((code) => code.shortcode === shortcode),
    target: changed.body.data.target_url,
    location: visit.headers.get("Location"),
    scans: (await call("GET", `${codes}/${shortcode}/scans`)).body.data.shortcode,
    stranger: (await call("GET", codes, undefined, { Authorization: "Bearer hkr_live_a3f" })).body.error.message,
    collision: Object.keys((await create(draft, randomUUID())).body.error.field_errors),
  }),
);
