import tseslint from 'typescript-eslint';
import jest from 'eslint-plugin-jest';

const ambientTime = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take a Clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take randomness as an argument.',
  },
];
const ours = [
  {
    selector: "ThrowStatement > NewExpression[callee.name='Error']",
    message: 'Throw an AppError with a code from src/errors.ts.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', '**/*.js', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      complexity: ['error', 12],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['bots/**', 'dialogs/**', 'src/**'],
    ignores: ['src/config.ts', 'src/main.ts', 'src/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read settings in src/config.ts and pass them in.' },
      ],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...ours],
    },
  },
  {
    files: ['src/{conversation,language,knowledge,matching,decision,rendering,handoff}/**'],
    rules: {
      'no-restricted-syntax': ['error', ...ours, ...ambientTime],
      'no-restricted-globals': ['error', { name: 'setTimeout', message: 'Take a Clock.' }],
    },
  },
  {
    files: ['test/**/*.ts'],
    ...jest.configs['flat/recommended'],
    rules: { ...jest.configs['flat/recommended'].rules, 'max-lines-per-function': 'off' },
  },
  {
    // Tests that several files make, each of another implementation.
    files: ['test/telephone/*-calls.ts'],
    rules: { 'jest/no-export': 'off' },
  },
);
