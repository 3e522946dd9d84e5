import { ComponentType } from 'react';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckIcon from '@material-ui/icons/Check';
import FiberManualRecordIcon from '@material-ui/icons/FiberManualRecord';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import RemoveIcon from '@material-ui/icons/Remove';
import ScheduleIcon from '@material-ui/icons/Schedule';
import { Cell } from '../../rules/cell';

/** The shape of each mark. */
export const cellShapes: Record<Cell, ComponentType<SvgIconProps>> = {
  running: FiberManualRecordIcon,
  waiting: ScheduleIcon,
  contained: CheckIcon,
  unknown: HelpOutlineIcon,
  untouched: RemoveIcon,
};
