import { mockServices } from '@backstage/backend-test-utils';
import { TroubleLog } from './TroubleLog';

describe('TroubleLog', () => {
  it('warns once for each trouble, and says once that it is over', () => {
    const logger = mockServices.logger.mock();
    const log = new TroubleLog(logger);
    log.isOver('all is well');
    log.begins('first');
    log.begins('first, again');
    log.begins('first, for another reason');
    log.isOver('back');
    log.isOver('still there');
    log.begins('second');
    expect(logger.warn.mock.calls).toEqual([['first'], ['second']]);
    expect(logger.info.mock.calls).toEqual([['back']]);
    expect(logger.debug).toHaveBeenCalledTimes(2);
  });

  it('takes trouble as seriously as it is told to', () => {
    const logger = mockServices.logger.mock();
    new TroubleLog(logger, 'error').begins('the disk is full');
    expect(logger.error).toHaveBeenCalledWith('the disk is full');
    expect(logger.warn).not.toHaveBeenCalled();
  });
});
