// A small client of H0p, written from its documents: h0p.mjs BASE KEY SECRET SLUG.
// It prints where its webhook listens, and waits for a line that says it was entered in the dashboard.
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const [base, key, secret, slug] = process.argv.slice(2);

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
  const good = verified(body, request.headers["x-h0p-signature"]);
  response.writeHead(good ? 204 : 400, { Connection: "close" }).end();
  const said = good ? JSON.parse(body) : undefined;
  if (said?.type === "link.created" && said.data.link.slug === slug) heard(said);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

async function ask(method, path, body, sent = key) {
  const headers = { "x-api-key": sent, ...(body && { "Content-Type": "application/json" }) };
  return fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
}

async function call(...request) {
  const answer = await ask(...request);
  if (!answer.ok) throw new Error(`${request[0]} ${request[1]}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function code(...request) {
  const answer = await ask(...request);
  return [answer.status, (await answer.json()).code];
}

console.log(`http://127.0.0.1:${server.address().port}/hook`);
await once(process.stdin, "data");

const domain = (await call("GET", "/domain/list?page=0&limit=10")).items[0];
const folder = await call("POST", "/folder", { name: `Folder ${slug}`, color: "#FF5733" });
const draft = {
  domainId: domain.id,
  slug,
  destination: { type: "link", value: "https://example.com/products/summer-sale", threatTypes: null },
  tags: ["marketing", "sale"],
  folderId: folder.id,
  maxClicks: 1000,
  qrCode: { options: { dotsOptions: { type: "rounded", color: "#4150d4" } } },
};
const link = await call("POST", "/short-link", draft);
const told = await event;
const listed = await call("GET", "/short-link/list");
const page = { type: "link", value: "https://example.com/autumn" };
const changed = await call("PATCH", `/short-link/${link.id}`, { destination: page });
const visit = await fetch(`${base}/${slug}`, { redirect: "manual" });
console.log(
  JSON.stringify({
    shortUrl: link.shortUrl,
    told: told.data.link.id === link.id,
    listed: listed.data.some((one) => one.id === link.id),
    tags: changed.tags.map((tag) => tag.name),
    dots: changed.qrCode.options.dotsOptions.type,
    location: visit.headers.get("Location"),
    duplicate: await code("POST", "/short-link", draft),
    deleted: await call("DELETE", `/short-link/${link.id}`),
    gone: await code("GET", `/short-link/${link.id}`),
    stranger: await code("GET", "/tag/list", undefined, "h0p_user_abc123"),
  }),
);
await call("DELETE", `/folder/${folder.id}`);
process.exit(0);
