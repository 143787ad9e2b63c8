/**
 * `ussd-state-builder` by its SDK and with its store in memory, as its README has it. It wants one input at a time, so
 * the last part of a text is what it gets: its Express example does so. The PIN is saved as in the README's example of
 * validation, for the screen after it; its page on security advises against that.
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
  said,
} from './engine.ts';

export const stateBuilder: Contender = {
  name: `ussd-state-builder ${packed.version}`,
  menus: (shape) => engine(menus(shape)),
  shares: (bank) => engine(shares(bank)),
};

/** Its README uses this method, its types have forgotten it. */
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
          return menu(said.welcome(name), [said.pay]);
        })
        .on('1')
        .goto('pin'),
    )
    .state('pin', (state) =>
      state
        .message(said.enterPin)
        .validate(Validators.pin({ length: 4 }))
        .save('pin')
        .next('sure'),
    )
    .state('sure', (state) =>
      state
        .run(async (_, __, { sessionData }) => {
          const { phoneNumber, pin } = sessionData ?? {};
          if (!(await bank.verify(phoneNumber, pin))) return `END ${said.wrongPin}`;
          return menu(said.sure(await bank.nameOf(phoneNumber)), [said.confirm]);
        })
        .on('1')
        .goto('paid'),
    )
    .state('paid', (state) =>
      state
        .run(async (_, __, { sessionData }) => {
          await bank.pay(sessionData?.phoneNumber);
          return said.paid(await bank.nameOf(sessionData?.phoneNumber));
        })
        .end(),
    )
    .start('welcome')
    .build();
}
