// A small client of usnp.me, written from its document: usnp.mjs BASE KEY WEBHOOK_SECRET.
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const [base, key, secret] = process.argv.slice(2);

function verified(body, signature) {
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const sent = Buffer.from((signature ?? "").replace("sha256=", ""));
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

let heard;
const hit = new Promise((resolve, reject) => {
  heard = resolve;
  setTimeout(() => reject(new Error("no webhook came")), 30_000).unref();
});

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const good = verified(body, request.headers["x-webhook-signature"]);
  response.writeHead(good ? 204 : 400, { Connection: "close" }).end();
  if (good) heard(JSON.parse(body));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

async function call(method, path, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { "X-API-Key": key, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const json = async (...request) => (await call(...request)).json();

const made = await call("POST", "/shorten", {
  redirect_url: "https://example.com/product",
  data: { sku: "WIDGET-42" },
  webhooks: [`http://127.0.0.1:${server.address().port}/hook`],
});
const { short_id } = await made.json();
const visit = await fetch(`${base}/${short_id}`, { redirect: "manual" });
const told = await hit;
const picture = await fetch(`${base}/${short_id}/qr?scale=8&light=transparent`);
const whole = await json("GET", `/links/${short_id}/analytics`);
const summary = await json("GET", `/links/${short_id}/analytics/summary`);
const usage = await json("GET", "/usage");
const second = await json("POST", "/api-keys", { label: "Second" });
const rotated = await json("POST", `/api-keys/${second.id}/rotate`);
if (!(await json("GET", "/api-keys")).some((one) => one.id === second.id)) throw new Error("not listed");
await call("DELETE", `/api-keys/${second.id}`);
const refused = await fetch(`${base}/usage`, { headers: { "X-API-Key": rotated.key } });
if (refused.status !== 401 || !(await refused.json()).detail) throw new Error("a revoked key was taken");
const status = await json("GET", `/${short_id}/webhooks/status`);
console.log(
  JSON.stringify({
    short_id,
    limit: made.headers.get("X-Usage-Links-Limit"),
    location: visit.headers.get("Location"),
    picture: picture.headers.get("Content-Type"),
    event: told.event,
    data: told.data,
    told: [told.short_id, status.short_id, summary.short_id].every((one) => one === short_id),
    days: whole.daily.length,
    links: usage.usage.links_created.current > 0,
  }),
);
server.close();
server.closeAllConnections();
