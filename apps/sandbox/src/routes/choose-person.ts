import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { LEVEL_OF_ASSURANCE } from '../identity/agency.ts';
import { deskOf } from '../identity/identity-desk.ts';
import { type Person, personDetailsSchema } from '../identity/person.ts';
import type { Population } from '../identity/population.ts';
import { pageLanguage } from '../pages/language.ts';
import { type EnteredDetails, renderLoginPage } from '../pages/login-page.ts';
import { sendPage } from '../pages/page.ts';

const text = z.string().max(200).catch('');
const bodySchema = z.object({ person: text, name: text, birthDate: text, phone: text });
type Body = z.infer<typeof bodySchema>;

/** `POST /login/:provider/:uid`: a listed person, or someone else by name, birth date and phone. Goes on to whoever asked. */
export const choosePerson =
  ({ desks, population, formTargets }: SandboxContext): RequestHandler =>
  async (req, res) => {
    const { agency, provider } = deskOf(desks, req.params['provider']);
    const { uid } = await provider.interactionDetails(req, res);
    const chosen = chosenPerson(population, bodySchema.parse(req.body ?? {}));
    if ('wrong' in chosen) {
      return sendPage(res, 422, renderLoginPage(pageLanguage(req), `/login/${agency.id}/${uid}`, chosen), formTargets);
    }
    await provider.interactionFinished(req, res, {
      login: { accountId: chosen.id, acr: LEVEL_OF_ASSURANCE },
    });
  };

function chosenPerson(population: Population, body: Body): Person | EnteredDetails {
  const listed = population.findListed(body.person);
  if (listed) return listed;
  const details = personDetailsSchema.safeParse(body);
  if (details.success) return population.remember(details.data);
  return { values: body, wrong: new Set(details.error.issues.map((issue) => String(issue.path[0]))) };
}
