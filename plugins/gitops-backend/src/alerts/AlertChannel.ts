import { ChannelName, StoredAlert, Told } from './rows';

/** Something that is told on a channel. */
export interface Telling {
  alert: StoredAlert;
  what: Told;
  /** Entities that it concerns. */
  entityRefs: string[];
}

/** A way by which people or programs are told of alerts. */
export interface AlertChannel {
  readonly name: ChannelName;
  /**
   * Returns false where there is nobody to tell yet: it is tried again later.
   * @throws Error where it could not be sent
   */
  tell(telling: Telling): Promise<boolean>;
}
