/** How phones speak on each carrier: a row says what its network sends for a turn, and what the phone shows of the reply. */
import { randomUUID } from 'node:crypto';
import type { CarrierName } from '../../../edge/channels/ussd/carriers/index.ts';
import { aboveKeys } from '../phone/keys.ts';

/** A turn as the network knows it. */
export interface NetworkTurn {
  readonly session: string;
  readonly msisdn: string;
  /** 1 for the first of a session. */
  readonly number: number;
  /** What was typed; of the first turn, what was dialled behind the service code. */
  readonly input: string;
  /** All inputs so far. */
  readonly transcript: string;
  /** The reply before. */
  readonly before: string;
}

export interface Call {
  readonly method: string;
  /** Behind the token, with the query. */
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
}

export interface Shown {
  readonly text: string;
  readonly end: boolean;
}

type Ending = 'end' | 'abort' | 'timeout';

export interface CarrierRow {
  readonly turn: (turn: NetworkTurn) => Call;
  readonly shown: (body: string, headers: Headers) => Shown;
  /** How the network says that a session is over, and what it wants to hear. */
  readonly endings?: {
    readonly [Name in Ending]?: (turn: NetworkTurn) => readonly [call: Call, answer: string];
  };
  /** What is dialled behind the code reaches us. */
  readonly dialsAhead: boolean;
  /** There is no session id. */
  readonly unnamed?: true;
  /** Something that is no turn. */
  readonly nonsense: Call;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';

const get = (fields: Record<string, string>): Call => ({
  method: 'GET',
  path: `?${new URLSearchParams(fields)}`,
});
const post = (body: object, path = '', method = 'POST'): Call => ({
  ...{ method, path, type: 'application/json' },
  body: JSON.stringify(body),
});
const postXml = (body: string): Call => ({ method: 'POST', path: '', type: 'text/xml', body });
const dialled = ({ number, input }: NetworkTurn) =>
  number > 1 ? input : `*334${input ? `*${input}` : ''}#`;
const fromJson =
  (text: string, end: (reply: Record<string, unknown>) => boolean) =>
  (body: string): Shown => {
    const reply = JSON.parse(body);
    return { text: reply[text] ?? '', end: end(reply) };
  };
const conOrEnd = (body: string): Shown => ({ text: body.slice(4), end: body.startsWith('END ') });
const unescaped = (text = '') =>
  text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

const truroute: CarrierRow = {
  turn: (turn) =>
    postXml(
      `<ussd><msisdn>${turn.msisdn}</msisdn><sessionid>${turn.session}</sessionid>` +
        `<type>${turn.number > 1 ? 2 : 1}</type><msg>${dialled(turn)}${turn.number > 1 ? '#' : ''}</msg></ussd>`,
    ),
  shown: (body) => ({
    text: unescaped(/<msg>(.*)<\/msg>/s.exec(body)?.[1]),
    end: body.includes('<type>3</type>'),
  }),
  endings: {
    abort: (turn) => trurouteEnding(turn, 3),
    timeout: (turn) => trurouteEnding(turn, 4),
  },
  dialsAhead: true,
  nonsense: postXml('<ussd><msisdn>254722000101</msisdn></ussd>'),
};

function trurouteEnding({ msisdn, session }: NetworkTurn, type: number): readonly [Call, string] {
  const who = `<msisdn>${msisdn}</msisdn><sessionid>${session}</sessionid>`;
  return [
    postXml(`<ussd>${who}<type>${type}</type><msg/></ussd>`),
    `${xmlHead}<ussd>${who}<type>3</type><msg></msg></ussd>`,
  ];
}

export const rows: Readonly<Record<CarrierName, CarrierRow>> = {
  africastalking: {
    turn: ({ session, msisdn, transcript }) => ({
      ...{ method: 'POST', path: '', type: 'application/x-www-form-urlencoded' },
      body: String(
        new URLSearchParams({
          ...{ sessionId: session, phoneNumber: `+${msisdn}`, networkCode: '63902' },
          ...{ serviceCode: '*334#', text: transcript },
        }),
      ),
    }),
    shown: conOrEnd,
    dialsAhead: true,
    nonsense: {
      ...{ method: 'POST', path: '', type: 'application/x-www-form-urlencoded' },
      body: 'sessionId=1',
    },
  },

  safaricom: {
    turn: ({ session, msisdn, transcript }) =>
      get({ ORIG: msisdn, DEST: '334', SESSION_ID: session, USSD_PARAMS: transcript }),
    shown: conOrEnd,
    dialsAhead: true,
    nonsense: get({ ORIG: '254722000101', DEST: '334' }),
  },

  airtel: {
    turn: ({ session, msisdn, number, input }) =>
      get({
        ...{
          SessionID: session,
          MSISDN: msisdn,
          MSC: 'msc1',
          userid: 'flares',
          password: 's3cret',
        },
        input: number > 1 ? input : '334',
      }),
    shown: (text, headers) => ({ text, end: headers.get('freeflow') === 'FB' }),
    endings: {
      abort: ({ session, msisdn }) => [
        get({
          ...{ SessionID: session, msisdn, clean: 'clean-session', error: '522' },
          ...{ userid: 'flares', password: 's3cret' },
        }),
        '',
      ],
    },
    dialsAhead: false,
    nonsense: get({ SessionID: '1', userid: 'flares', password: 's3cret' }),
  },

  infobip: {
    turn: (turn) =>
      post(
        {
          msisdn: turn.msisdn,
          text: dialled(turn),
          shortCode: '*334#',
          imsi: null,
          language: null,
        },
        `/session/${turn.session}/${turn.number > 1 ? 'response' : 'start'}`,
      ),
    shown: fromJson('ussdMenu', ({ shouldClose }) => shouldClose === true),
    endings: {
      end: ({ session }) => [
        post({ exitCode: 0, reason: 'ok' }, `/session/${session}/end`, 'PUT'),
        '{"responseExitCode":200,"responseMessage":""}',
      ],
    },
    dialsAhead: true,
    nonsense: post({ text: '1' }, '/session/1/start'),
  },

  hubtel: {
    turn: (turn) => hubtelTurn(turn, turn.number > 1 ? 'Response' : 'Initiation'),
    shown: fromJson('Message', ({ Type }) => Type === 'Release'),
    endings: {
      abort: (turn) => [hubtelTurn(turn, 'Release'), hubtelOver(turn)],
      timeout: (turn) => [hubtelTurn(turn, 'Timeout'), hubtelOver(turn)],
    },
    dialsAhead: true,
    nonsense: post({ Type: 'AddToCart', Mobile: '254722000101', SessionId: '1' }),
  },

  nalo: {
    turn: (turn) =>
      post({
        ...{ USERID: 'NALOTEST', MSISDN: turn.msisdn, USERDATA: dialled(turn) },
        ...{ MSGTYPE: turn.number === 1, NETWORK: 'MTN', SESSIONID: turn.session },
      }),
    shown: fromJson('MSG', ({ MSGTYPE }) => MSGTYPE === false),
    dialsAhead: true,
    nonsense: post({ USERID: 'NALOTEST', MSISDN: '254722000101' }),
  },

  arkesel: {
    turn: (turn) =>
      post({
        ...{ sessionID: turn.session, userID: 'USSD_1', newSession: turn.number === 1 },
        ...{ msisdn: turn.msisdn, userData: dialled(turn), network: 'MTN' },
      }),
    shown: fromJson('message', ({ continueSession }) => continueSession === false),
    dialsAhead: true,
    nonsense: post({ sessionID: '1', userID: 'USSD_1', newSession: 'perhaps' }),
  },

  moolre: {
    turn: ({ session, msisdn, number, input }) =>
      post({
        ...{ sessionId: session, new: number === 1, msisdn, network: 3, extension: '109' },
        ...(number === 1 ? { message: '', data: input } : { message: input, data: '' }),
      }),
    shown: fromJson('message', ({ reply }) => reply === false),
    dialsAhead: true,
    nonsense: post({ new: true, msisdn: '254722000101' }),
  },

  beem: {
    turn: (turn) => beemTurn(turn, turn.number > 1 ? 'continue' : 'initiate'),
    shown: (body) => {
      const { command, payload } = JSON.parse(body);
      return { text: payload.request, end: command === 'terminate' };
    },
    endings: {
      abort: (turn) => [
        beemTurn(turn, 'terminate'),
        JSON.stringify({
          ...{ command: 'terminate', session_id: turn.session, msisdn: turn.msisdn },
          ...{ operator: 'vodacom', payload: { request_id: `r${turn.number}`, request: '' } },
        }),
      ],
    },
    dialsAhead: false,
    nonsense: post({ command: 'continue', session_id: '1', msisdn: '254722000101' }),
  },

  mtn: {
    turn: (turn) => mtnTurn(turn, turn.number > 1 ? '1' : '0'),
    shown: (body) => {
      const { inboundResponse: text, userInputRequired } = JSON.parse(body).data;
      return { text, end: !userInputRequired };
    },
    endings: {
      end: (turn) => [mtnTurn(turn, '2'), mtnOver(turn)],
      abort: (turn) => [mtnTurn(turn, '4'), mtnOver(turn)],
      timeout: (turn) => [mtnTurn(turn, '5'), mtnOver(turn)],
    },
    dialsAhead: true,
    nonsense: post({ sessionId: '1', messageType: '9', msisdn: '254722000101' }),
  },

  truroute,
  telecel: truroute,

  dmark: {
    turn: (turn) =>
      get({
        ...{ transactionId: turn.session, msisdn: turn.msisdn, ussdServiceCode: '*334#' },
        ...{ ussdRequestString: dialled(turn), transactionTime: '1', response: 'false' },
      }),
    shown: fromJson('responseString', ({ action }) => action === 'end'),
    dialsAhead: true,
    nonsense: get({ msisdn: '254722000101', ussdRequestString: '*334#' }),
  },

  cellulant: {
    turn: (turn) => cellulantTurn(turn, turn.number > 1 ? 'CON' : 'BEG'),
    shown: (body) => {
      const [, text = '', , , status] = body.split('|');
      return { text, end: status === 'end' };
    },
    endings: { abort: (turn) => [cellulantTurn(turn, 'ABO'), ''] },
    dialsAhead: true,
    nonsense: get({ MSISDN: '254722000101', opCode: 'BEG' }),
  },

  imimobile: {
    turn: (turn) => imimobileTurn(turn, dialled(turn)),
    shown: (text, headers) => ({ text, end: headers.get('x-ussd-session') === '0' }),
    endings: {
      abort: (turn) => [
        imimobileTurn(turn, 'Map Dialog User Abort User Reason: User specific reason'),
        '',
      ],
    },
    dialsAhead: true,
    unnamed: true,
    nonsense: get({ msg: '*334#', code: 'TUMA' }),
  },

  hollatags: {
    turn: (turn) => hollatagsTurn(turn, turn.number > 1 ? 'continue' : 'begin'),
    shown: fromJson('session_msg', ({ session_operation }) => session_operation === 'end'),
    endings: {
      end: (turn) => [
        hollatagsTurn(turn, 'end'),
        JSON.stringify({
          ...{
            session_operation: 'end',
            session_type: 4,
            session_id: turn.session,
            session_msg: '',
          },
        }),
      ],
    },
    dialsAhead: true,
    nonsense: get({ session_operation: 'again', session_id: '1', session_msisdn: '254722000101' }),
  },

  restcomm: {
    turn: (turn) =>
      turn.number > 1
        ? restcommDialog(
            turn,
            'Continue',
            `<unstructuredSSRequest_Response invokeId="${/invokeId="(-?\d+)"/.exec(turn.before)?.[1]}" dataCodingScheme="15" string="${turn.input}"/>`,
          )
        : restcommDialog(
            turn,
            'Begin',
            `<processUnstructuredSSRequest_Request invokeId="0" dataCodingScheme="15" string="${dialled(turn)}">` +
              `<msisdn nai="international_number" npi="ISDN" number="${turn.msisdn}"/>` +
              '<alertingPattern size="1"><value value="6"/></alertingPattern></processUnstructuredSSRequest_Request>',
          ),
    shown: (body) => ({
      text: unescaped(/ string="([^"]*)"/.exec(body)?.[1]),
      end: body.includes('prearrangedEnd="false"'),
    }),
    endings: {
      abort: (turn) => restcommEnding(turn, 'mapUserAbortChoice="isUserSpecificReason"'),
      timeout: (turn) => restcommEnding(turn, 'dialogTimedOut="true"'),
    },
    dialsAhead: true,
    nonsense: postXml('<dialog type="Begin" localId="1" mapMessagesSize="0"/>'),
  },
};

function hubtelTurn(turn: NetworkTurn, Type: string): Call {
  return post({
    ...{ Type, Mobile: turn.msisdn, SessionId: turn.session, ServiceCode: '334' },
    ...{ Message: dialled(turn), Operator: 'mtn', Sequence: turn.number },
    ...{ ClientState: '', Platform: 'USSD' },
  });
}

function hubtelOver({ session }: NetworkTurn): string {
  return JSON.stringify({
    ...{ SessionId: session, Type: 'Release', Message: '', Label: '', ClientState: '' },
    ...{ DataType: 'display', FieldType: 'text' },
  });
}

function beemTurn({ session, msisdn, number, input }: NetworkTurn, command: string): Call {
  const payload = { request_id: `r${number}`, response: number > 1 ? input : '0' };
  return post({ command, session_id: session, msisdn, operator: 'vodacom', payload });
}

function mtnOver({ session }: NetworkTurn): string {
  return JSON.stringify({
    ...{ statusCode: '0000', statusMessage: 'Success', transactionId: session },
    data: {
      ...{ inboundResponse: '', userInputRequired: false, messageType: 2 },
      outboundResponse: '0000',
    },
    _link: { self: { href: '/messages/ussd/inbound' } },
  });
}

function mtnTurn(turn: NetworkTurn, messageType: string): Call {
  return post({
    ...{ sessionId: turn.session, messageType, msisdn: turn.msisdn, serviceCode: '*334#' },
    ...{ ussdString: dialled(turn), cellId: '1', imsi: imsiOf(turn.msisdn), language: 'en' },
  });
}

/** Of the SIM that a number has. */
export function imsiOf(msisdn: string): string {
  return `63907${msisdn.slice(-10)}`;
}

function cellulantTurn(turn: NetworkTurn, opCode: string): Call {
  const { msisdn: MSISDN, session: sessionID } = turn;
  return get({ MSISDN, opCode, INPUT: dialled(turn), sessionID, ABORT: '0' });
}

function imimobileTurn({ msisdn, number }: NetworkTurn, msg: string): Call {
  return get({ msisdn, msg, code: 'TUMA', tid: `t${number}`, dcs: '15' });
}

function hollatagsTurn(turn: NetworkTurn, session_operation: string): Call {
  return get({
    ...{ session_msisdn: turn.msisdn, session_operation, session_msg: dialled(turn) },
    ...{ session_id: turn.session, session_from: '*334#', session_type: '1', session_mno: 'MTN' },
  });
}

function restcommDialog(turn: NetworkTurn, type: string, message: string, more = ''): Call {
  const userObject = / userObject="[^"]*"/.exec(turn.before)?.[0] ?? '';
  const ids = `localId="${turn.session}" remoteId="77"`;
  return postXml(
    `${xmlHead}<dialog type="${type}" appCntx="networkUnstructuredSsContext_version2" networkId="0" ` +
      `${ids} mapMessagesSize="1" returnMessageOnError="false"${userObject}${more}>\n\t${message}\n</dialog>`,
  );
}

function restcommEnding(turn: NetworkTurn, why: string): readonly [Call, string] {
  return [
    restcommDialog(turn, 'Unknown', '<errComponents/>', ` ${why}`),
    `${xmlHead}<dialog mapMessagesSize="0" prearrangedEnd="false"/>`,
  ];
}

/** What came back: `text` is what the screen says, above the line of its keys; `body` is all of it. */
export interface Answer extends Shown {
  readonly status: number;
  /** What could not be read of the call, as the system says on this machine. */
  readonly unreadable: string | null;
  readonly type: string | null;
  readonly body: string;
}

/** A phone on one of the carriers. */
export class CarrierPhone {
  readonly url: string;
  readonly carrier: CarrierName;
  readonly msisdn: string;
  /** Names the type of its bodies. */
  saysType = true;
  #turn: NetworkTurn;
  #sent: Call = { method: 'GET', path: '' };

  constructor(url: string, carrier: CarrierName, { msisdn }: { msisdn: string }) {
    this.url = url;
    this.carrier = carrier;
    this.msisdn = msisdn;
    this.#turn = { session: '', msisdn, number: 0, input: '', transcript: '', before: '' };
  }

  /** A new session; `ahead` is what was dialled behind the service code. */
  dial(ahead = ''): Promise<Answer> {
    const session = String(parseInt(randomUUID().slice(0, 8), 16));
    return this.#next({ ...this.#turn, session, number: 1, input: ahead, transcript: ahead });
  }

  types(input: string): Promise<Answer> {
    const { number, transcript } = this.#turn;
    const whole = transcript === '' ? input : `${transcript}*${input}`;
    return this.#next({ ...this.#turn, number: number + 1, input, transcript: whole });
  }

  /** The network sends the newest turn once more. */
  again(): Promise<Answer> {
    return this.call(this.#sent);
  }

  /** The network says that the session is over: its answer, and the one that it should be. */
  async leaves(how: Ending): Promise<readonly [got: string, wanted: string]> {
    const ending = rows[this.carrier].endings?.[how];
    if (!ending) throw new Error(`${this.carrier} has no ${how}`);
    const [call, wanted] = ending({ ...this.#turn, number: this.#turn.number + 1 });
    return [(await this.call(call)).body, wanted];
  }

  async call(call: Call, token = 'demo', headers: Record<string, string> = {}): Promise<Answer> {
    const type = call.type && this.saysType ? { 'content-type': call.type } : {};
    const response = await fetch(`${this.url}/ussd/${this.carrier}/${token}${call.path}`, {
      method: call.method,
      headers: { ...type, ...headers },
      // Bytes, because fetch gives a text a type.
      body: call.body === undefined ? null : new TextEncoder().encode(call.body),
    });
    const body = await response.text();
    const isProblem = response.headers.get('content-type') === 'application/problem+json';
    const screen =
      isProblem || body === '' ? { text: body, end: true } : this.#shown(body, response);
    const { status, headers: got } = response;
    const unreadable = got.get('tuma-unreadable');
    return { status, unreadable, type: got.get('content-type'), body, ...screen };
  }

  async #next(turn: NetworkTurn): Promise<Answer> {
    this.#sent = rows[this.carrier].turn(turn);
    const answer = await this.call(this.#sent);
    this.#turn = { ...turn, before: answer.body };
    return answer;
  }

  #shown(body: string, { headers }: Response): Shown {
    const { text, end } = rows[this.carrier].shown(body, headers);
    return { text: aboveKeys(text), end };
  }
}
