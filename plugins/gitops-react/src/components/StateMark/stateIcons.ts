import { ComponentType } from 'react';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import BlockIcon from '@material-ui/icons/Block';
import CheckIcon from '@material-ui/icons/Check';
import CloudOffIcon from '@material-ui/icons/CloudOff';
import CompareArrowsIcon from '@material-ui/icons/CompareArrows';
import DeleteOutlineIcon from '@material-ui/icons/DeleteOutline';
import EventBusyIcon from '@material-ui/icons/EventBusy';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import LinkOffIcon from '@material-ui/icons/LinkOff';
import PauseIcon from '@material-ui/icons/Pause';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import ScheduleIcon from '@material-ui/icons/Schedule';
import SyncIcon from '@material-ui/icons/Sync';
import { DisplayWord } from '@backstage-gitops/plugin-gitops-common';

/** A shape of its own for each state: colour never stands alone. */
export const stateIcons: Record<
  DisplayWord | 'Stale',
  ComponentType<SvgIconProps>
> = {
  Synced: CheckIcon,
  Pending: ScheduleIcon,
  EngineBehind: ScheduleIcon,
  Syncing: SyncIcon,
  Drifted: LinkOffIcon,
  SyncFailed: ErrorOutlineIcon,
  HydrationFailed: ErrorOutlineIcon,
  Hydrating: HourglassEmptyIcon,
  Deleting: DeleteOutlineIcon,
  CannotCompare: BlockIcon,
  Differs: CompareArrowsIcon,
  Paused: PauseIcon,
  Degraded: ReportProblemOutlinedIcon,
  Missing: HelpOutlineIcon,
  Progressing: HourglassEmptyIcon,
  Suspended: PauseIcon,
  Unknown: HelpOutlineIcon,
  HealthUnknown: HelpOutlineIcon,
  WindowClosed: EventBusyIcon,
  Stale: CloudOffIcon,
};
