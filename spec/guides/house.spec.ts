/**
 * What a repository tells its visitors: how to cite it, and how to report something.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './markdown.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const { version, license } = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly license: string;
};

test('CITATION.cff names the version and the licence of the package', () => {
  const citation = read('CITATION.cff');
  expect(citation).toContain(`\nversion: ${version}\n`);
  expect(citation).toContain(`\nlicense: ${license}\n`);
});

describe('the forms for issues', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const reports = ['wrong-result.yml', 'wrong-gradient.yml', 'other-bits.yml'];

  test('are there for a wrong result, a wrong gradient, other bits and a question', () => {
    expect(readdirSync(join(root, folder)).sort()).toEqual(['config.yml', 'question.yml', ...reports].sort());
  });

  test.each(reports)('%s asks for something that can be pasted, and will not do without', (name) => {
    const [, reproduction = ''] = read(join(folder, name)).split('id: reproduction');
    expect(reproduction.split('- type:')[0]).toMatch(/render: \w+[^]*required: true/);
  });
});
