import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file waits until what is loaded lazily has been compiled.
configure({ asyncUtilTimeout: 60_000 });
