// A small client of Honopu, written from its document: honopu.mjs BASE KEY SECRET CODE.
// It prints where its webhook listens, and waits for a line that says it was entered under Settings → Webhooks.
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const [base, key, secret, code] = process.argv.slice(2);
const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148";

function verified(body, signature) {
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const sent = Buffer.from(signature ?? "");
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

let heard;
const event = new Promise((resolve, reject) => {
  heard = resolve;
  setTimeout(() => reject(new Error("no webhook came")), 30_000).unref();
});

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const good = verified(body, request.headers["x-honopu-signature"]);
  response.writeHead(good ? 204 : 400, { Connection: "close" }).end();
  const said = good ? JSON.parse(body) : undefined;
  if (said?.data.shortCode === code) heard(said);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

async function call(method, path, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  if (!answer.headers.get("X-RateLimit-Reset")) throw new Error("nothing was said of the limit");
  return answer.json();
}

console.log(`http://127.0.0.1:${server.address().port}/hook`);
await once(process.stdin, "data");

const draft = { destinationUrl: "https://example.com/fall-menu", title: "Fall Menu", shortCode: code };
const link = await call("POST", "/api/links", draft);
const listed = await call("GET", "/api/links");
if (!(Array.isArray(listed) ? listed : listed.data).some((one) => one.id === link.id)) throw new Error("not listed");
await call("PATCH", `/api/links/${link.id}`, { destinationUrl: "https://example.com/spring-menu" });
const made = await call("POST", "/api/qr-codes", { linkId: link.id });
const visit = await fetch(`${base}/r/${code}`, { headers: { "User-Agent": phone }, redirect: "manual" });
const told = await event;
const recent = await call("GET", "/api/analytics/recent");
const whole = await call("GET", `/api/analytics/${link.id}`);
console.log(
  JSON.stringify({
    id: link.id,
    url: link.url,
    code: made.id,
    location: visit.headers.get("Location"),
    event: told.event,
    device: told.data.deviceType,
    recent: recent.some((one) => one.linkId === link.id),
    days: whole.byDay.reduce((sum, day) => sum + day.count, 0),
  }),
);
process.stdin.destroy();
server.close();
server.closeAllConnections();
