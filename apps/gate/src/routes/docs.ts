import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { docsHeaders } from '../http/security-headers.ts';
import { errorsPage } from '../openapi/error-docs.ts';
import { openApiJson } from '../openapi/openapi-document.ts';

const OPENAPI_PATH = '/v1/openapi.json';

/** `/v1/openapi.json`, a page to try it out at `/docs`, and every error explained at `/docs/errors`. */
export function docs(): Router {
  const router = Router();
  const document = openApiJson();
  const errors = errorsPage();
  router.get(OPENAPI_PATH, (_req, res) => {
    res.set('Cache-Control', 'no-cache').type('json').send(document);
  });
  router.use('/docs', docsHeaders);
  router.get('/docs/errors', (_req, res) => {
    res.set('Cache-Control', 'no-cache').type('html').send(errors);
  });
  const explorer = swaggerUi.setup(undefined, {
    customSiteTitle: 'Sunbeon: API',
    swaggerUrl: OPENAPI_PATH,
    swaggerOptions: { validatorUrl: null },
  });
  router.use('/docs', swaggerUi.serve, explorer);
  return router;
}
