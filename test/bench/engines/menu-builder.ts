/** `ussd-menu-builder` as its README has it, and with a menu for each request, which it does not say. */
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
  said,
} from './engine.ts';

const name = `ussd-menu-builder ${packed.version}`;

export const menuPerRequest: Contender = {
  name: `${name}, a menu per request`,
  menus: (shape) => perRequest(() => menus(shape)),
  shares: (bank) => perRequest(() => shares(bank)),
};

export const oneMenu: Contender = {
  name: `${name}, one menu`,
  menus: (shape) => shared(menus(shape)),
  shares: (bank) => shared(shares(bank)),
};

function perRequest(make: () => UssdMenu): Engine {
  return { turn: (turn) => make().run({ ...turn, serviceCode }), held: () => undefined };
}

function shared(menu: UssdMenu): Engine {
  return { turn: (turn) => menu.run({ ...turn, serviceCode }), held: () => menu };
}

const serviceCode = '*334#';

function menus(shape: Shape): UssdMenu {
  const made = new UssdMenu();
  const leadingTo = (state: string) =>
    Object.fromEntries(labels(shape).map((_, index) => [String(index + 1), state]));
  for (let at = 1; at <= shape.depth; at += 1) {
    made.state(at === 1 ? UssdMenu.START_STATE : menuTitle(at), {
      run: () => made.con(menu(menuTitle(at), labels(shape))),
      next: leadingTo(at === shape.depth ? lastScreen : menuTitle(at + 1)),
    });
  }
  return made.state(lastScreen, { run: () => made.end(lastScreen) });
}

function shares(bank: Bank): UssdMenu {
  const made = new UssdMenu();
  made.startState({
    run: async () => {
      const name = await bank.nameOf(made.args.phoneNumber);
      made.con(menu(said.welcome(name), [said.pay]));
    },
    next: { '1': 'pin' },
  });
  made.state('pin', { run: () => made.con(said.enterPin), next: { '*^\\d{4}$': 'sure' } });
  made.state('sure', {
    run: async () => {
      const { phoneNumber } = made.args;
      const right = await bank.verify(phoneNumber, made.val);
      const name = await bank.nameOf(phoneNumber);
      if (right) made.con(menu(said.sure(name), [said.confirm]));
      else made.end(said.wrongPin);
    },
    next: { '1': 'paid' },
  });
  return made.state('paid', {
    run: async () => {
      const { phoneNumber } = made.args;
      await bank.pay(phoneNumber);
      made.end(said.paid(await bank.nameOf(phoneNumber)));
    },
  });
}
