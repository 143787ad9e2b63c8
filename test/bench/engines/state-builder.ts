/**
 * Drives `ussd-state-builder` by its SDK with its store in memory, as its README says. It takes one input at a time, so it gets
 * the last part of the text, as in its Express example. The PIN is saved as in the README's example of validation, for the
 * screen after it; the README's page on security advises against that.
 */

import { Validators } from 'ussd-state-builder';
import packed from 'ussd-state-builder/package.json' with { type: 'json' };
import { createApp, type SDKStateMachine } from 'ussd-state-builder/sdk';
import {
  type Bank,
  type Contender,
  type Engine,
  labels,
  lastScreen,
  menu,
  menuTitle,
  type Shape,
  screens,
} from './engine.ts';

export const stateBuilder: Contender = {
  name: `ussd-state-builder ${packed.version}`,
  menus: (shape) => engine(menus(shape)),
  shares: (bank) => engine(shares(bank)),
};

/** The README uses this method, but the package's types lack it. */
interface WithData {
  setSessionData(sessionId: string, data: object): Promise<void>;
}

function engine(built: SDKStateMachine): Engine {
  const app = built as SDKStateMachine & WithData;
  return {
    async turn({ sessionId, phoneNumber, text }) {
      if (text === '') await app.setSessionData(sessionId, { phoneNumber });
      return app.processInput(sessionId, text.split('*').at(-1) ?? '');
    },
    held: () => app,
  };
}

function menus(shape: Shape): SDKStateMachine {
  const app = createApp();
  for (let at = 1; at <= shape.depth; at += 1) {
    const goto = at === shape.depth ? lastScreen : menuTitle(at + 1);
    const items = labels(shape).map((label, index) => ({ key: String(index + 1), label, goto }));
    app.state(menuTitle(at), (state) => state.menu(menuTitle(at), items));
  }
  return app.state(lastScreen, (state) => state.message(lastScreen).end()).build();
}

function shares(bank: Bank): SDKStateMachine {
  return createApp()
    .state('welcome', (state) =>
      state
        .run(async (_, __, { sessionData }) => {
          const name = await bank.nameOf(sessionData?.phoneNumber);
          return menu(screens.welcome(name), [screens.pay]);
        })
        .on('1')
        .goto('pin'),
    )
    .state('pin', (state) =>
      state
        .message(screens.enterPin)
        .validate(Validators.pin({ length: 4 }))
        .save('pin')
        .next('sure'),
    )
    .state('sure', (state) =>
      state
        .run(async (_, __, { sessionData }) => {
          const { phoneNumber, pin } = sessionData ?? {};
          if (!(await bank.verify(phoneNumber, pin))) return `END ${screens.wrongPin}`;
          return menu(screens.sure(await bank.nameOf(phoneNumber)), [screens.confirm]);
        })
        .on('1')
        .goto('paid'),
    )
    .state('paid', (state) =>
      state
        .run(async (_, __, { sessionData }) => {
          await bank.pay(sessionData?.phoneNumber);
          return screens.paid(await bank.nameOf(sessionData?.phoneNumber));
        })
        .end(),
    )
    .start('welcome')
    .build();
}
