# One image for each part: docker build --target gate -t sunbeon/gate .
# (gate, worker, notifier, api, migrate). Nothing in them can be written, and nobody in them is root.
ARG NODE=20.20.0-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /src
RUN npm install --global pnpm@12.21.0
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch --ignore-scripts
COPY . .
RUN rooms=$(for room in core crypto service-kit waiting-room store migrations page-build gate worker notifier api web console; do echo "--filter @sunbeon/$room"; done) \
 && pnpm install --offline --frozen-lockfile --filter sunbeon $rooms
RUN node_modules/.bin/tsc -b apps/gate apps/worker apps/notifier apps/api prisma packages/page-build \
 && pnpm --filter @sunbeon/web --filter @sunbeon/console run build
RUN for part in gate worker notifier api migrations; do \
      pnpm --filter "@sunbeon/$part" --prod deploy --legacy "/parts/$part" || exit 1; \
    done \
 && for room in /parts/* /parts/*/node_modules/.pnpm/@sunbeon+*/node_modules/@sunbeon/*; do rm -rf "$room/src" "$room/test"; done

FROM node:${NODE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
USER 10001:10001
ENTRYPOINT ["node", "--enable-source-maps", "dist/main.js"]

FROM runtime AS gate
COPY --from=build /parts/gate ./
COPY --from=build /src/apps/web/dist /web
ENV WEB_DIR=/web
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=2s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM runtime AS api
COPY --from=build /parts/api ./
COPY --from=build /src/apps/web/dist /web
COPY --from=build /src/apps/console/dist /console
ENV WEB_DIR=/web CONSOLE_DIR=/console
EXPOSE 8081 8082
HEALTHCHECK --interval=5s --timeout=2s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.API_DOORS === 'citizen' ? 8082 : 8081}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM runtime AS worker
COPY --from=build /parts/worker ./
ENV OPS_PORT=9101
EXPOSE 9101
HEALTHCHECK --interval=5s --timeout=2s CMD ["node", "-e", "fetch('http://127.0.0.1:9101/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM runtime AS notifier
COPY --from=build /parts/notifier ./
ENV OPS_PORT=9101
EXPOSE 9101
HEALTHCHECK --interval=5s --timeout=2s CMD ["node", "-e", "fetch('http://127.0.0.1:9101/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Runs to its end before the others are replaced.
FROM runtime AS migrate
COPY --from=build /parts/migrations ./
HEALTHCHECK NONE
