export { english as german } from "../en/index";
