/** Where the sandbox takes its time from, so that a test can set it. */
export type Clock = () => Date;
