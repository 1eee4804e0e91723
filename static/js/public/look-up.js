/** One look-up after another: reads the fields, finds what is meant on the phone, and shows an answer, a question, or what to change. */

import { read } from './asking.js';
import { NotLoaded } from './finder-files.js';
import { fieldsOf, sendButton } from './form-fields.js';
import { clearProblems, showChoice, showFaults } from './form-problems.js';
import { StreetFiles } from './street-files.js';
import { resolve } from './whereabouts.js';
import { _ } from '../words.js';

/** @typedef {import('./answer-view.js').Asked} Asked */
/** @typedef {import('./directory.js').Directory} Directory */
/** @typedef {import('./form-fields.js').Fields} Fields */
/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */
/**
 * What shows the answers of a page. `show` returns what is to be announced; `clear` takes away an answer to another question;
 * `help` says why there is none, and returns that for announcing.
 * @typedef {{show: (directory: Directory, asked: Asked, fields: Fields, quietly: boolean) => string, clear: () => void,
 *   help: (message: string, button: HTMLElement | null) => string}} Answers
 */

const NO_SIGNAL = _('No signal. Try again when you have one.');
const NO_LIST_HERE = _('We could not load the list here. Type where you are instead.');
const ANOTHER_WAY = _('We could not load the list here.');
const HELP_FIRST = _('You can talk to somebody right now'); // the same as in templates/parts/help_now.html

export class LookUp {
  /** @param {HTMLFormElement} form @param {import('./finder-files.js').FinderFiles} files @param {Answers} answers */
  constructor(form, files, answers) {
    this.form = form;
    this.files = files;
    this.answers = answers;
    this.streets = new StreetFiles(form.dataset.streets, () => this.refresh(this.shown || this.forNow));
    this.turn = 0; // a later question makes an earlier one's answer void
    this.position = null;
    [this.last, this.shown, this.names] = [null, null, null]; // where and when the answer is from, what it answers, and by which names
    this.forNow = document.querySelector('.answer[data-now]') ? fieldsOf(form) : null; // of an answer about the present minute
    this.problems = document.querySelector('[data-role="problems"]');
    this.status = form.querySelector('[data-role="status"]');
    this.submit = form.querySelector('[type="submit"]');
    this.words = this.submit.textContent;
  }

  /** @param {Whereabouts | null} [position]  where the phone is, when that was asked for in place of the text */
  start(position = null) {
    this.position = position;
    return this.find(fieldsOf(this.form));
  }

  /** Once more: a filter has changed. */
  again() {
    return this.find(fieldsOf(this.form));
  }

  /** Once more, mostly for the present minute, without a word when nothing changed: a page left open must not go on saying "open". */
  async refresh(fields = this.forNow, mine = this.turn) {
    if (!fields || document.hidden) return;
    try {
      const { directory, asked } = await this.meant(fields, true);
      if (mine === this.turn && asked) this.say(this.answers.show(directory, asked, fields, true));
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error; // otherwise the answer stays, and says of which minute it is
    }
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text; // announced politely; the same again is not
  }

  async find(fields) {
    this.turn += 1;
    const mine = this.turn;
    clearProblems(this.form, this.problems);
    this.say(_('Looking…'));
    this.submit.textContent = _('Looking…');
    try {
      const found = await this.meant(fields);
      if (mine === this.turn) this.show(found, fields);
    } catch (error) {
      if (!(error instanceof NotLoaded)) console.error(error); // a fault of ours: the other road still answers
      if (mine === this.turn) this.goAnotherWay(fields);
    } finally {
      if (mine === this.turn) this.submit.textContent = this.words;
    }
  }

  /** @param {import('./asking.js').Answer & {directory: Directory}} found @param {Fields} fields */
  show({ faults, choice, distress, directory, asked }, fields) {
    this.shown = asked ? fields : null;
    this.forNow = asked && asked.at === asked.now ? this.shown : null;
    this.say('');
    if (asked) {
      this.last = { ...asked, zone: directory };
      this.say(this.answers.show(directory, asked, fields, false));
      return;
    }
    this.answers.clear();
    if (distress) this.say(this.answers.help(HELP_FIRST, null));
    else if (faults) showFaults(this.form, this.problems, faults);
    else showChoice(this.problems, choice, (where) => this.find({ ...fields, where, asked: fields.asked || fields.where }));
  }

  /** The help lines stay on this page. A position is never sent; a text only when somebody agrees, for it has been said to stay here. */
  goAnotherWay(fields) {
    const why = navigator.onLine === false ? NO_SIGNAL : this.position ? NO_LIST_HERE : ANOTHER_WAY;
    [this.forNow, this.shown] = [null, null];
    this.say(this.answers.help(why, why === ANOTHER_WAY ? sendButton(this.form, fields) : null));
  }

  /** @returns {Promise<import('./asking.js').Answer & {directory: Directory}>} rejects with NotLoaded */
  async meant(fields, isAgain = false) { // a name that streets brought meanwhile does not make another question of one that is answered
    const { files, position, form } = this;
    const [directory, gazetteer] = await Promise.all([files.directory(), position ? null : files.gazetteer()]);
    if (!this.names || !isAgain) this.names = { known: gazetteer && this.streets.named(gazetteer, directory), cornerOf: this.streets.walkers.length ? this.streets.cornerOf : undefined };
    const find = async (place) => position || resolve(fields.where ? place : form.dataset.otherwise || '', this.names.known, (postcode) => files.postcodePoint(postcode), this.names.cornerOf);
    const meant = await read(fields, files.now(), directory, find);
    const around = meant.asked ? await files.around(directory, meant.asked) : directory;
    return { ...meant, asked: files.noted(meant.asked, around), directory: this.streets.on(around) };
  }
}
