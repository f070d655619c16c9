/**
 * Begins.
 *
 * @module
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.js';
import { begin } from './state.js';
import { text } from './text.js';

effect(() => {
  document.documentElement.lang = text.value.tag;
  document.title = text.value.title;
});
begin();

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
