/** One look-up after another: reads the fields, finds the answer on the phone, and shows it, a question, or what to change. */

import { answerElement, helpElement, put } from './answer-page.js';
import { read } from './asking.js';
import { reaches } from './directory.js';
import { NotLoaded } from './finder-files.js';
import { sections } from './finder.js';
import { fieldsOf, postNormally } from './form-fields.js';
import { clearProblems, showChoice, showFaults } from './form-problems.js';
import { resolve } from './whereabouts.js';

/** @typedef {import('./finder-files.js').FinderFiles} FinderFiles */
/** @typedef {import('./form-fields.js').Fields} Fields */
/** @typedef {import('./whereabouts.js').Whereabouts} Whereabouts */

const NO_SIGNAL = 'No signal. Try again when you have one.';
const NO_LIST_HERE = 'We could not load the list here. Type where you are instead.';
const ANOTHER_WAY = 'We could not load the list here. Asking for the answer another way…';

export class LookUp {
  /** @param {HTMLFormElement} form @param {FinderFiles} files */
  constructor(form, files) {
    this.form = form;
    this.files = files;
    this.turn = 0; // a later question makes an earlier one's answer void
    this.problems = document.querySelector('[data-role="problems"]');
    this.answer = document.querySelector('[data-role="answer"]');
    this.status = form.querySelector('[data-role="status"]');
  }

  /** @param {Whereabouts | null} [position]  where the phone is, when that was asked for in place of the text */
  start(position = null) {
    return this.find(fieldsOf(this.form), position);
  }

  /** @param {string} text  announced politely */
  say(text) {
    this.status.textContent = text;
  }

  async find(fields, position = null) {
    this.turn += 1;
    const mine = this.turn;
    clearProblems(this.form, this.problems);
    this.say('Looking…');
    try {
      const found = await answered(this.files, fields, position);
      if (mine === this.turn) this.show(found, fields);
    } catch (error) {
      if (!(error instanceof NotLoaded)) console.error(error); // a fault of ours: the other road still answers
      if (mine === this.turn) this.goAnotherWay(fields, position);
    }
  }

  show({ faults, choice, answer }, fields) {
    this.say('');
    put(this.answer); // an answer to another question would mislead
    if (faults) showFaults(this.form, this.problems, faults);
    else if (choice) showChoice(this.problems, choice, (where) => this.find({ ...fields, where, asked: fields.asked || fields.where }));
    else this.showAnswer(answer);
  }

  showAnswer({ element, summary }) {
    put(this.answer, element);
    this.say(summary);
    element.querySelector('[data-slot="heading"]').focus();
  }

  /** A position is never sent, and without a signal nothing can be: then there are the help lines, on this page. */
  goAnotherWay(fields, position) {
    const stuck = navigator.onLine === false ? NO_SIGNAL : position && NO_LIST_HERE;
    if (stuck) {
      this.showAnswer({ element: helpElement(stuck), summary: stuck });
      return;
    }
    this.say(ANOTHER_WAY);
    postNormally(this.form, fields);
  }
}

async function answered(files, fields, position) {
  const [directory, gazetteer] = await Promise.all([files.directory(), position ? null : files.gazetteer()]);
  const find = (place) => (position ? Promise.resolve(position) : resolve(place, gazetteer, (postcode) => files.postcodePoint(postcode)));
  const meant = await read(fields, files.now(), directory, find);
  if (!meant.asked) return meant;
  const { point, at } = meant.asked;
  if (!reaches(directory, at)) throw new NotLoaded('the directory does not reach that far');
  const found = sections(directory, point, at, { stepFree: fields.stepFree, over16: fields.over16 });
  return { answer: answerElement(found, meant.asked, directory) };
}
