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
  export interface Sdk {
    readonly SMS: { send(message: Message): Promise<unknown> };
  }
  export default function connect(options: Options): Sdk;
}
