declare module 'africastalking' {
  interface Options {
    readonly username: string | undefined;
    readonly apiKey: string | undefined;
  }
  interface Message {
    readonly to: readonly string[];
    readonly message: string;
    readonly from?: string;
  }
  interface AirtimeRecipient {
    readonly phoneNumber: string;
    readonly currencyCode: string;
    readonly amount: number;
  }
  interface AirtimeOptions {
    readonly idempotencyKey: string;
    readonly recipients: readonly AirtimeRecipient[];
  }
  export interface Sdk {
    readonly SMS: { send(message: Message): Promise<unknown> };
    readonly AIRTIME: { send(options: AirtimeOptions): Promise<unknown> };
    readonly INSIGHTS: { checkSimSwapState(phoneNumbers: readonly string[]): Promise<unknown> };
  }
  export default function connect(options: Options): Sdk;
}
