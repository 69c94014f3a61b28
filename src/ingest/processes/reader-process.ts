/* The entry of a reader process. */
import { readFiles, readingTools } from '../file-reader.js';
import { serve } from './serve.js';

serve(readFiles, readingTools);
