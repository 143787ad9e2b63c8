/** Each codec decodes its carrier's requests and encodes its replies, to the letter of the carrier's documentation. */
import { describe, expect, test } from 'vitest';
import type { CarrierTurn, Codec } from '../../../../../edge/channels/ussd/carriers/codec.ts';
import { type CarrierName, carriers } from '../../../../../edge/channels/ussd/carriers/index.ts';
import { readXml } from '../../../../../edge/channels/ussd/carriers/xml.ts';

/** A request, the turn that it means, and the replies to it: with a screen, with a last screen, and with no screen. */
interface Golden {
  readonly carrier: CarrierName;
  readonly path?: string;
  readonly query?: string;
  readonly body?: string;
  readonly means: CarrierTurn;
  readonly shows?: string;
  readonly ends?: string;
  readonly hears?: string;
  readonly headers?: Record<string, string>;
}

const screen = { text: 'Pick <one> & "go"\n1. Yes', end: false };
const last = { text: 'Bye', end: true };
const msisdn = '254722000101';
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const pickXml = 'Pick &#60;one&#62; &#38; &#34;go&#34;&#10;1. Yes';
const pick = 'Pick <one> & \\"go\\"\\n1. Yes';

const goldens: readonly Golden[] = [
  {
    carrier: 'africastalking',
    body: 'sessionId=ATUid_1&phoneNumber=%2B254722000101&networkCode=63902&serviceCode=*334%23&text=1*0711',
    means: {
      ...{ event: 'turn', sessionId: 'ATUid_1', msisdn: '+254722000101', network: '63902' },
      ...{ service: '*334#', transcript: '1*0711' },
    },
    shows: 'CON Pick <one> & "go"\n1. Yes',
    ends: 'END Bye',
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
  },
  {
    carrier: 'africastalking',
    path: '/events',
    body: 'sessionId=ATUid_1&status=Success&input=1*4821',
    means: { event: 'notice', status: 'Success' },
    hears: '',
  },
  {
    carrier: 'safaricom',
    query: 'ORIG=254722000101&DEST=334&SESSION_ID=7&USSD_PARAMS=1*0711',
    means: { event: 'turn', sessionId: '7', msisdn, service: '334', transcript: '1*0711' },
    shows: 'CON Pick <one> & "go"\n1. Yes',
    ends: 'END Bye',
  },
  {
    carrier: 'airtel',
    query: 'userid=u&password=p&SessionID=7&MSISDN=254722000101&MSC=m1&input=121',
    means: { event: 'turn', sessionId: '7', msisdn, input: '121' },
    shows: screen.text,
    headers: { Freeflow: 'FC', charge: 'N', amount: '0' },
  },
  {
    carrier: 'airtel',
    query: 'SessionID=7&MSISDN=254722000101&MSC=m1&input=1',
    means: { event: 'turn', sessionId: '7', msisdn, input: '1' },
    ends: 'Bye',
    headers: { Freeflow: 'FB', charge: 'N', amount: '0' },
  },
  {
    carrier: 'airtel',
    query: 'SessionID=7&msisdn=254722000101&clean=clean-session&error=522',
    means: { event: 'abort', sessionId: '7', msisdn },
    hears: '',
  },
  {
    carrier: 'infobip',
    path: '/session/abc-1/start',
    body: '{"msisdn":"254722000101","imsi":null,"text":"*334#","shortCode":"*334#","language":null,"ussdGwId":"live2"}',
    means: {
      ...{ event: 'start', sessionId: 'abc-1', msisdn, network: 'live2', service: '*334#' },
      input: '*334#',
    },
    shows: `{"shouldClose":false,"ussdMenu":"${pick}","responseExitCode":200,"responseMessage":""}`,
    ends: '{"shouldClose":true,"ussdMenu":"Bye","responseExitCode":200,"responseMessage":""}',
    headers: { 'content-type': 'application/json' },
  },
  {
    carrier: 'infobip',
    path: '/session/abc-1/response',
    body: '{"msisdn":"254722000101","text":"1"}',
    means: { event: 'input', sessionId: 'abc-1', msisdn, input: '1' },
  },
  {
    carrier: 'infobip',
    path: '/session/abc-1/end',
    body: '{"exitCode":600,"reason":"left"}',
    means: { event: 'end', sessionId: 'abc-1', msisdn: undefined },
    hears: '{"responseExitCode":200,"responseMessage":""}',
  },
  {
    carrier: 'hubtel',
    body: '{"Type":"Initiation","Message":"*334*1*0711987654#","ServiceCode":"334","Operator":"mtn","Mobile":"+254722000101","SessionId":"h1","Sequence":1,"ClientState":"s","Platform":"USSD"}',
    means: {
      ...{ event: 'start', sessionId: 'h1', msisdn: '+254722000101', network: 'mtn' },
      ...{ service: '334', input: '*334*1*0711987654#', turnId: '1' },
      echo: { SessionId: 'h1', ClientState: 's' },
    },
    shows: `{"SessionId":"h1","Type":"Response","Message":"${pick}","Label":"Pick <one> & \\"go\\"","ClientState":"s","DataType":"input","FieldType":"text"}`,
    ends: '{"SessionId":"h1","Type":"Release","Message":"Bye","Label":"Bye","ClientState":"s","DataType":"display","FieldType":"text"}',
  },
  {
    carrier: 'hubtel',
    body: '{"Type":"Timeout","Mobile":"254722000101","SessionId":"h1","Sequence":3}',
    means: { event: 'timeout', sessionId: 'h1', msisdn, echo: { SessionId: 'h1' } },
    hears:
      '{"SessionId":"h1","Type":"Release","Message":"","Label":"","ClientState":"","DataType":"display","FieldType":"text"}',
  },
  {
    carrier: 'nalo',
    body: '{"USERID":"U1","MSISDN":"254722000101","USERDATA":"1","MSGTYPE":false,"NETWORK":"MTN","SESSIONID":"n1"}',
    means: {
      ...{ event: 'input', sessionId: 'n1', msisdn, network: 'MTN', input: '1' },
      echo: { USERID: 'U1', MSISDN: msisdn },
    },
    shows: `{"USERID":"U1","MSISDN":"254722000101","MSG":"${pick}","MSGTYPE":true}`,
    ends: '{"USERID":"U1","MSISDN":"254722000101","MSG":"Bye","MSGTYPE":false}',
  },
  {
    carrier: 'arkesel',
    body: '{"sessionID":"a1","userID":"U1","newSession":true,"msisdn":"254722000101","userData":"*334#","network":"MTN"}',
    means: {
      ...{ event: 'start', sessionId: 'a1', msisdn, network: 'MTN', input: '*334#' },
      echo: { sessionID: 'a1', userID: 'U1', msisdn },
    },
    shows: `{"sessionID":"a1","userID":"U1","msisdn":"254722000101","message":"${pick}","continueSession":true}`,
    ends: '{"sessionID":"a1","userID":"U1","msisdn":"254722000101","message":"Bye","continueSession":false}',
  },
  {
    carrier: 'moolre',
    body: '{"sessionId":"m1","new":true,"msisdn":"254722000101","network":3,"message":"","extension":"109","data":"1*0711987654"}',
    means: {
      ...{ event: 'start', sessionId: 'm1', msisdn, network: '3' },
      input: '1*0711987654',
    },
    shows: `{"message":"${pick}","reply":true}`,
    ends: '{"message":"Bye","reply":false}',
  },
  {
    carrier: 'beem',
    body: '{"command":"continue","session_id":"b1","msisdn":"254722000101","operator":"vodacom","payload":{"request_id":"r2","response":1}}',
    means: {
      ...{ event: 'input', sessionId: 'b1', msisdn, network: 'vodacom', input: '1', turnId: 'r2' },
      echo: { session_id: 'b1', msisdn, operator: 'vodacom', request_id: 'r2' },
    },
    shows: `{"command":"continue","session_id":"b1","msisdn":"254722000101","operator":"vodacom","payload":{"request_id":"r2","request":"${pick}"}}`,
    ends: '{"command":"terminate","session_id":"b1","msisdn":"254722000101","operator":"vodacom","payload":{"request_id":"r2","request":"Bye"}}',
  },
  {
    carrier: 'mtn',
    body: '{"sessionId":"t1","messageType":"0","msisdn":"254722000101","serviceCode":"*334#","ussdString":"*334*2#","cellId":"c","imsi":"639070000000101","language":"en"}',
    means: {
      ...{ event: 'start', sessionId: 't1', msisdn, service: '*334#', input: '*334*2#' },
      ...{ imsi: '639070000000101', echo: { sessionId: 't1' } },
    },
    shows: `{"statusCode":"0000","statusMessage":"Success","transactionId":"t1","data":{"inboundResponse":"${pick}","userInputRequired":true,"messageType":1,"outboundResponse":"0000"},"_link":{"self":{"href":"/messages/ussd/inbound"}}}`,
    ends: '{"statusCode":"0000","statusMessage":"Success","transactionId":"t1","data":{"inboundResponse":"Bye","userInputRequired":false,"messageType":2,"outboundResponse":"0000"},"_link":{"self":{"href":"/messages/ussd/inbound"}}}',
  },
  {
    carrier: 'mtn',
    body: '{"sessionId":"t1","messageType":"1","msisdn":"254722000101","ussdString":"1","imsi":"unknown"}',
    means: {
      ...{ event: 'input', sessionId: 't1', msisdn, service: undefined, input: '1' },
      echo: { sessionId: 't1' },
    },
  },
  {
    carrier: 'mtn',
    body: '{"sessionId":"t1","messageType":5,"msisdn":"254722000101"}',
    means: { event: 'timeout', sessionId: 't1', msisdn, echo: { sessionId: 't1' } },
  },
  {
    carrier: 'truroute',
    body: '<ussd><msisdn>254722000101</msisdn><sessionid>7</sessionid><type>2</type><msg>A &amp; B#</msg></ussd>',
    means: {
      ...{ event: 'input', sessionId: '7', msisdn, input: 'A & B#' },
      echo: { msisdn, sessionid: '7' },
    },
    shows: `${head}<ussd><msisdn>254722000101</msisdn><sessionid>7</sessionid><type>2</type><msg>${pickXml}</msg></ussd>`,
    ends: `${head}<ussd><msisdn>254722000101</msisdn><sessionid>7</sessionid><type>3</type><msg>Bye</msg></ussd>`,
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
  },
  {
    carrier: 'telecel',
    body: `${head}<ussd>\n  <msisdn>254722000101</msisdn>\n  <sessionid>7</sessionid>\n  <type>10</type>\n</ussd>\n`,
    means: { event: 'abort', sessionId: '7', msisdn, echo: { msisdn, sessionid: '7' } },
    hears: `${head}<ussd><msisdn>254722000101</msisdn><sessionid>7</sessionid><type>3</type><msg></msg></ussd>`,
  },
  {
    carrier: 'dmark',
    query: 'transactionId=d1&msisdn=254722000101&ussdServiceCode=*334%23&ussdRequestString=1',
    means: { event: 'turn', sessionId: 'd1', msisdn, service: '*334#', input: '1' },
    shows: `{"responseString":"${pick}","action":"request"}`,
    ends: '{"responseString":"Bye","action":"end"}',
  },
  {
    carrier: 'cellulant',
    query: 'MSISDN=254722000101&opCode=BEG&INPUT=*334%23&sessionID=c1&ABORT=0',
    means: { event: 'start', sessionId: 'c1', msisdn, input: '*334#' },
    shows: '1|Pick <one> & "go"\n1. Yes|null|null|null|null',
    ends: '1|Bye|null|null|end|null',
  },
  {
    carrier: 'cellulant',
    query: 'MSISDN=254722000101&opCode=CON&INPUT=&sessionID=c1&ABORT=1',
    means: { event: 'abort', sessionId: 'c1', msisdn },
    hears: '',
  },
  {
    carrier: 'imimobile',
    query: 'msisdn=254722000101&msg=1&code=TUMA&tid=1&dcs=15',
    means: { event: 'turn', sessionId: undefined, msisdn, input: '1' },
    shows: screen.text,
    headers: { 'X-USSD-SESSION': '1' },
  },
  {
    carrier: 'imimobile',
    query: 'msisdn=254722000101&msg=Map+Dialog+User+Abort+User+Reason%3A+x&code=TUMA&tid=1&dcs=15',
    means: { event: 'abort', sessionId: undefined, msisdn },
    hears: '',
    headers: { 'X-USSD-SESSION': '0' },
  },
  {
    carrier: 'hollatags',
    query:
      'session_msisdn=254722000101&session_operation=continue&session_msg=1&session_id=54&session_from=*334%23&session_type=3&session_mno=MTN',
    means: {
      ...{ event: 'input', sessionId: '54', msisdn, network: 'MTN', service: '*334#', input: '1' },
      echo: { session_id: '54' },
    },
    shows: `{"session_operation":"continue","session_type":1,"session_id":"54","session_msg":"${pick}"}`,
    ends: '{"session_operation":"end","session_type":4,"session_id":"54","session_msg":"Bye"}',
  },
  {
    carrier: 'restcomm',
    body: `${head}<dialog type="Begin" appCntx="networkUnstructuredSsContext_version2" networkId="0" localId="5" remoteId="9" mapMessagesSize="1" returnMessageOnError="false">
      <processUnstructuredSSRequest_Request invokeId="4" dataCodingScheme="15" string="*334#"><msisdn nai="international_number" npi="ISDN" number="254722000101"/></processUnstructuredSSRequest_Request></dialog>`,
    means: {
      ...{
        event: 'start',
        sessionId: '5',
        msisdn,
        network: '0',
        input: '*334#',
      },
      echo: { first: '4', invoke: '4', msisdn },
    },
    shows: `${head}<dialog mapMessagesSize="1" userObject="4 254722000101"><unstructuredSSRequest_Request invokeId="5" dataCodingScheme="15" string="${pickXml}"/></dialog>`,
  },
  {
    carrier: 'restcomm',
    body: '<dialog type="Continue" networkId="0" localId="5" remoteId="9" mapMessagesSize="1" userObject="4 254722000101"><unstructuredSSRequest_Response invokeId="5" dataCodingScheme="15"><ussdString>1</ussdString></unstructuredSSRequest_Response></dialog>',
    means: {
      ...{ event: 'input', sessionId: '5', msisdn, network: '0', input: '1', turnId: '5' },
      echo: { first: '4', invoke: '5', msisdn },
    },
    ends: `${head}<dialog mapMessagesSize="1" prearrangedEnd="false"><processUnstructuredSSRequest_Response invokeId="4" dataCodingScheme="15" string="Bye"/></dialog>`,
  },
  {
    carrier: 'restcomm',
    body: '<dialog type="Unknown" localId="5" mapMessagesSize="0" mapAbortProviderReason="ResourceLimitation"><originationReference number="254722000101" nai="international_number" npi="ISDN"/><errComponents/></dialog>',
    means: { event: 'abort', sessionId: '5', msisdn },
    hears: `${head}<dialog mapMessagesSize="0" prearrangedEnd="false"/>`,
  },
];

const nobody = { msisdn: undefined };
const more: readonly Golden[] = [
  {
    carrier: 'infobip',
    path: '/session/abc-1/end',
    body: '{"reason":"ok","exitCode":0}',
    means: { event: 'end', sessionId: 'abc-1', ...nobody },
  },
  {
    carrier: 'beem',
    body: '{"command":"continue","session_id":"b1","msisdn":"254722000101","operator":"tigotz","payload":{"request_id":0,"response":2.5}}',
    means: {
      ...{ event: 'input', sessionId: 'b1', msisdn, network: 'tigotz', input: '2.5', turnId: '0' },
      echo: { session_id: 'b1', msisdn, operator: 'tigotz', request_id: 0 },
    },
    shows: `{"command":"continue","session_id":"b1","msisdn":"254722000101","operator":"tigotz","payload":{"request_id":0,"request":"${pick}"}}`,
  },
  {
    carrier: 'beem',
    body: '{"command":"terminate","session_id":"b1"}',
    means: { event: 'abort', sessionId: 'b1', ...nobody, echo: { session_id: 'b1' } },
  },
  {
    carrier: 'moolre',
    body: '{"sessionid":"m1","new":false,"msisdn":"254722000101","network":3,"message":"6","extension":109,"data":""}',
    means: { event: 'input', sessionId: 'm1', msisdn, network: '3', input: '6' },
  },
  {
    carrier: 'airtel',
    query:
      'msisdn=254722000101&clean=cleann&error=523&SessionID=7&MSC=254722000101&=&=en&=9000000000001&=&=&=postpaid&=2026',
    means: { event: 'abort', sessionId: '7', msisdn },
    hears: '',
  },
  {
    carrier: 'airtel',
    query: 'clean=clean-session&error=522&SessionID=7',
    means: { event: 'abort', sessionId: '7', ...nobody },
  },
  {
    carrier: 'truroute',
    body: '<ussd><msisdn>254722000101</msisdn><sessionid>7</sessionid><type>1</type><msg>*334*6#</msg><premium><cost>0</cost><ref>NULL</ref></premium><network>1</network></ussd>',
    means: {
      ...{ event: 'start', sessionId: '7', msisdn, input: '*334*6#' },
      echo: { msisdn, sessionid: '7' },
    },
  },
  {
    carrier: 'restcomm',
    body: '<dialog type="Continue" localId="5" userObject="-128 254722000101"><unstructuredSSRequest_Response invokeId="127" string="1"/></dialog>',
    means: {
      ...{ event: 'input', sessionId: '5', msisdn, network: undefined, input: '1', turnId: '127' },
      echo: { first: '-128', invoke: '127', msisdn },
    },
    shows: `${head}<dialog mapMessagesSize="1" userObject="-128 254722000101"><unstructuredSSRequest_Request invokeId="-128" dataCodingScheme="15" string="${pickXml}"/></dialog>`,
    ends: `${head}<dialog mapMessagesSize="1" prearrangedEnd="false"><processUnstructuredSSRequest_Response invokeId="-128" dataCodingScheme="15" string="Bye"/></dialog>`,
  },
  {
    carrier: 'restcomm',
    body: '<dialog type="Abort" localId="5" mapUserAbortChoice="isUserSpecificReason"/>',
    means: { event: 'abort', sessionId: '5', ...nobody },
  },
];

function decoded(codec: Codec, { path = '', query = '', body = '' }: Partial<Golden>) {
  const method = codec.method(path) ?? 'none';
  const fields = new URLSearchParams(query);
  return codec.decode({ method, path, query: fields, headers: new Headers(), body });
}

test.each([...goldens, ...more])(
  '$carrier: $body$query',
  ({ carrier, means, headers = {}, ...golden }) => {
    const codec: Codec = carriers[carrier];
    const turn = decoded(codec, golden);
    expect(turn).toEqual(means);
    const echo = 'echo' in turn ? (turn.echo ?? {}) : {};
    const replies = {
      shows: codec.encode(screen, echo),
      ends: codec.encode(last, echo),
      hears: codec.acknowledge(echo),
    };
    const wanted = (['shows', 'ends', 'hears'] as const).filter((how) => golden[how] !== undefined);
    for (const how of wanted) expect(replies[how].body).toBe(golden[how]);
    expect(replies[wanted[0] ?? 'shows']).toMatchObject({ status: 200, headers });
  },
);

test('every carrier has its words here', () => {
  expect([...new Set(goldens.map(({ carrier }) => carrier))].sort()).toEqual(
    Object.keys(carriers).sort(),
  );
});

describe('what is no turn', () => {
  const [rest, tru] = [carriers.restcomm, carriers.truroute];

  test.each(goldens.filter(({ query }) => query))('$carrier: a field twice: $query', (golden) => {
    const [first = ''] = golden.query?.match(/[^&]+=(%2B|\+)?254722000101/) ?? [];
    const query = `${golden.query}&${first}`;
    const turn = decoded(carriers[golden.carrier], { ...golden, query });
    const [name = ''] = first.split('=');
    // The end of a session needs no number, so one that cannot be read is left out.
    if (golden.means.event === 'abort' && golden.carrier !== 'imimobile')
      expect(turn).toMatchObject({ msisdn: undefined });
    else expect(turn).toEqual({ unreadable: [`${name} wrong`] });
  });

  test.each(goldens.filter(({ means }) => means.event !== 'notice'))(
    '$carrier: without a number or with a long one: $body$query',
    (golden) => {
      for (const number of ['', '2'.repeat(25)]) {
        const swap = (text = '') => text.replaceAll(/(%2B|\+)?254722000101/g, number);
        const broken = { ...golden, query: swap(golden.query), body: swap(golden.body) };
        const turn = decoded(carriers[golden.carrier], broken);
        const isEnd = ['end', 'abort', 'timeout'].includes(golden.means.event);
        const what = number === '' ? 'missing' : 'wrong';
        const field = carriers[golden.carrier].numberField;
        if (isEnd && 'event' in turn) expect(turn).toMatchObject({ msisdn: undefined });
        else expect(turn).toEqual({ unreadable: [`${field} ${what}`] });
      }
    },
  );

  test.each([
    [
      '<ussd><msisdn>1</msisdn><sessionid>7</sessionid><type>2</type><msg>a</msg><msg>b</msg></ussd>',
      'msg wrong',
    ],
    [
      '<ussd><msisdn>1</msisdn><sessionid>7</sessionid><type>2</type><msg><b>a</b></msg></ussd>',
      'msg wrong',
    ],
    [
      '<ussd><msisdn>1</msisdn><sessionid>7</sessionid><type>6</type><msg>a</msg></ussd>',
      'type wrong',
    ],
    ['<other><msisdn>1</msisdn><sessionid>7</sessionid><type>2</type></other>', 'ussd missing'],
    ['no XML', 'ussd missing'],
  ])('truroute: %s', (body, wrong) => {
    expect(decoded(tru, { body })).toEqual({ unreadable: [wrong] });
  });

  test.each([
    [
      '<dialog type="Begin" localId="1"><unstructuredSSNotify_Response invokeId="0"/></dialog>',
      ['unstructuredSSRequest_Response missing'],
    ],
    [
      '<dialog type="Continue" localId="1"><unstructuredSSRequest_Response invokeId="1" string="1"/></dialog>',
      ['msisdn missing'],
    ],
    [
      '<dialog type="Begin"><processUnstructuredSSRequest_Request invokeId="x" string="*1#"/></dialog>',
      ['localId missing', 'msisdn missing', 'invokeId wrong'],
    ],
  ])('restcomm: %s', (body, wrong) => {
    expect(decoded(rest, { body })).toEqual({ unreadable: wrong });
  });

  test.each(['', '{', 'null', '[]', '5', '"text"', '\0'])('JSON: %s', (body) => {
    for (const codec of Object.values(carriers) as Codec[]) {
      if (!codec.content?.includes('application/json')) continue;
      const path = codec.method('') ? '' : '/session/1/start';
      const turn = decoded(codec, { path, body });
      expect(turn).toEqual({ unreadable: ['body unreadable'] });
    }
  });

  test('a reply to it still ends the session', () => {
    for (const codec of Object.values(carriers) as Codec[]) {
      expect(codec.encode(last, {})).toMatchObject({ status: 200 });
      expect(codec.encode(last, {}).body).toContain('Bye');
      expect(codec.acknowledge({}).status).toBe(200);
    }
  });
});

test('only protocols that have CON and END take four septets for them', () => {
  for (const codec of Object.values(carriers) as Codec[]) {
    const prefixed = codec.encode(last, {}).body.startsWith('END ');
    expect(codec.envelope).toBe(prefixed ? 4 : 0);
  }
});

test('RestComm is told in which alphabet a screen is', () => {
  const shown = (text: string) => carriers.restcomm.encode({ text, end: false }, {}).body;
  expect(shown('Welcome to Tuma')).toContain('dataCodingScheme="15"');
  expect(shown('أدخل المبلغ:')).toContain('dataCodingScheme="72"');
});

describe('XML', () => {
  test('is read with its attributes, text and escapes', () => {
    const root = readXml(`${head}<a b='1 &lt; 2' c:d="&#x41;&#66;"> x<e/>&amp;y </a>`);
    expect(root).toMatchObject({ name: 'a', text: ' x&y ' });
    expect([...(root?.attributes ?? [])]).toEqual([
      ['b', '1 < 2'],
      ['c:d', 'AB'],
    ]);
    expect(root?.children.map(({ name }) => name)).toEqual(['e']);
  });

  test.each([
    ...['', ' ', 'a', '<a>', '</a>', '<a></b>', '<a/><b/>', '<a/>x', 'x<a/>', '<a', '<a b>', '<>'],
    ...['<a b="1" b="2"/>', '<a b=1/>', '<a b="<"/>', '<a>&</a>', '<a>&nbsp;</a>', '<a>&#0;</a>'],
    ...[
      '<a>&#xD800;</a>',
      '<a>&#9999999;</a>',
      '<a b="&unknown;"/>',
      '< a/>',
      '<a><![CDATA[x]]></a>',
    ],
    ...['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a><!-- --></a>', '<a><?b c?></a>'],
    `${'<a>'.repeat(20)}${'</a>'.repeat(20)}`,
  ])('that is not the little we read is not read: %s', (document) => {
    expect(readXml(document)).toBeUndefined();
  });

  test('that tries to be slow is not', () => {
    const began = performance.now();
    for (const part of [' ', '<', '<a ', '<a b="', '&', '&#', '<a b="" ', '>', '<a b', '="']) {
      readXml(`<a ${part.repeat(8_000 / part.length)}`);
      readXml(part.repeat(8_000 / part.length));
    }
    expect(performance.now() - began).toBeLessThan(500);
  });
});
