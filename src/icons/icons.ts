import {
  mdiAlertOutline,
  mdiArrowDown,
  mdiArrowUp,
  mdiCameraOutline,
  mdiChevronDown,
  mdiChevronLeft,
  mdiChevronRight,
  mdiChevronUp,
  mdiCityVariantOutline,
  mdiClipboardTextOutline,
  mdiClose,
  mdiCodeJson,
  mdiFileDocumentOutline,
  mdiFlagOutline,
  mdiFolderOpenOutline,
  mdiHelpCircleOutline,
  mdiHistory,
  mdiKeyboardOutline,
  mdiLan,
  mdiLasso,
  mdiLockOpenVariantOutline,
  mdiLockOutline,
  mdiMagnify,
  mdiMapMarkerOutline,
  mdiMenu,
  mdiPause,
  mdiPlay,
  mdiPlus,
  mdiRedo,
  mdiSelection,
  mdiSelectionEllipse,
  mdiServerOutline,
  mdiTrashCanOutline,
  mdiTrayArrowDown,
  mdiTune,
  mdiUndo,
  mdiWeatherNight,
  mdiWeb,
  mdiWhiteBalanceSunny,
} from '@mdi/js';
import { iconOf } from './icon.tsx';

export const Add = iconOf(mdiPlus);
export const Address = iconOf(mdiServerOutline);
export const Box = iconOf(mdiSelection);
export const Camera = iconOf(mdiCameraOutline);
export const Circle = iconOf(mdiSelectionEllipse);
export const City = iconOf(mdiCityVariantOutline);
export const Close = iconOf(mdiClose);
export const Country = iconOf(mdiFlagOutline);
export const Document = iconOf(mdiFileDocumentOutline);
export const Down = iconOf(mdiArrowDown);
export const Download = iconOf(mdiTrayArrowDown);
export const Fold = iconOf(mdiChevronDown);
export const Folder = iconOf(mdiFolderOpenOutline);
export const Globe = iconOf(mdiWeb);
export const Help = iconOf(mdiHelpCircleOutline);
export const Keys = iconOf(mdiKeyboardOutline);
export const Lasso = iconOf(mdiLasso);
export const Locked = iconOf(mdiLockOutline);
export const Menu = iconOf(mdiMenu);
export const Moon = iconOf(mdiWeatherNight);
export const Network = iconOf(mdiLan);
export const Next = iconOf(mdiChevronRight);
export const Paste = iconOf(mdiClipboardTextOutline);
export const Pause = iconOf(mdiPause);
export const Place = iconOf(mdiMapMarkerOutline);
export const Play = iconOf(mdiPlay);
export const Previous = iconOf(mdiChevronLeft);
export const Redo = iconOf(mdiRedo);
export const Remove = iconOf(mdiTrashCanOutline);
export const Search = iconOf(mdiMagnify);
export const Session = iconOf(mdiCodeJson);
export const Sliders = iconOf(mdiTune);
export const Steps = iconOf(mdiHistory);
export const Sun = iconOf(mdiWhiteBalanceSunny);
export const Undo = iconOf(mdiUndo);
export const Unfold = iconOf(mdiChevronUp);
export const Unlocked = iconOf(mdiLockOpenVariantOutline);
export const Up = iconOf(mdiArrowUp);
export const Warning = iconOf(mdiAlertOutline);
