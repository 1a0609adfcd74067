import type { MyConsents } from '@sunbeon/core';
import { consentsOf } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { consentView } from '../../consents/consent-view.ts';
import { ownSide } from '../../consents/own-side.ts';
import type { ApiContext } from '../../context.ts';
import { sessionOf } from '../session-of.ts';

/** `GET /v1/consents`: for whom the person may act, who may act for them, and what was asked of them. */
export const listConsents =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { store, config } = context;
    const { asDelegate, asBeneficiary } = await consentsOf(store, await ownSide(config, sessionOf(context, req)));
    const body: MyConsents = {
      asDelegate: await Promise.all(asDelegate.map((record) => consentView(config.sealingKeys, record, 'delegate'))),
      asBeneficiary: await Promise.all(
        asBeneficiary.map((record) => consentView(config.sealingKeys, record, 'beneficiary')),
      ),
    };
    res.set('Cache-Control', 'no-store').json(body);
  };
