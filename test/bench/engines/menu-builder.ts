/** Drives `ussd-menu-builder` as its README says, and also with a menu for each request, which the README does not mention. */
import UssdMenu from 'ussd-menu-builder';
import packed from 'ussd-menu-builder/package.json' with { type: 'json' };
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

const name = `ussd-menu-builder ${packed.version}`;

export const menuPerRequest: Contender = {
  name: `${name}, a menu per request`,
  menus: (shape) => perRequest(menus(shape)),
  shares: (bank) => perRequest(() => shares(bank)),
};

export const oneMenu: Contender = {
  name: `${name}, one menu`,
  menus: (shape) => shared(menus(shape)()),
  shares: (bank) => shared(shares(bank)),
};

function perRequest(make: () => UssdMenu): Engine {
  return { turn: (turn) => make().run({ ...turn, serviceCode }), held: () => undefined };
}

function shared(menu: UssdMenu): Engine {
  return { turn: (turn) => menu.run({ ...turn, serviceCode }), held: () => menu };
}

const serviceCode = '*334#';

/** Makes menus. It makes the parts that all of them share once. */
function menus(shape: Shape): () => UssdMenu {
  const numbers = labels(shape).map((_, index) => String(index + 1));
  const states = Array.from({ length: shape.depth }, (_, index) => {
    const next = index + 1 === shape.depth ? lastScreen : menuTitle(index + 2);
    return {
      name: index === 0 ? UssdMenu.START_STATE : menuTitle(index + 1),
      text: menu(menuTitle(index + 1), labels(shape)),
      next: Object.fromEntries(numbers.map((number) => [number, next])),
    };
  });
  return () => {
    const made = new UssdMenu();
    for (const { name, text, next } of states)
      made.state(name, { run: () => made.con(text), next });
    return made.state(lastScreen, { run: () => made.end(lastScreen) });
  };
}

function shares(bank: Bank): UssdMenu {
  const made = new UssdMenu();
  made.startState({
    run: async () => {
      const name = await bank.nameOf(made.args.phoneNumber);
      made.con(menu(screens.welcome(name), [screens.pay]));
    },
    next: { '1': 'pin' },
  });
  made.state('pin', { run: () => made.con(screens.enterPin), next: { '*^\\d{4}$': 'sure' } });
  made.state('sure', {
    run: async () => {
      const { phoneNumber } = made.args;
      const right = await bank.verify(phoneNumber, made.val);
      const name = await bank.nameOf(phoneNumber);
      if (right) made.con(menu(screens.sure(name), [screens.confirm]));
      else made.end(screens.wrongPin);
    },
    next: { '1': 'paid' },
  });
  return made.state('paid', {
    run: async () => {
      const { phoneNumber } = made.args;
      await bank.pay(phoneNumber);
      made.end(screens.paid(await bank.nameOf(phoneNumber)));
    },
  });
}
