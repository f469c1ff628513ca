/** Between the telephone's 8 kHz and the 16 kHz of cloud carriers: a windowed-sinc half-band filter, linear phase, −60 dB above 4.6 kHz. */
const TAPS = 47;
const MIDDLE = (TAPS - 1) / 2;
const FILTER = Float64Array.from({ length: TAPS }, (_, tap) => {
  const x = tap - MIDDLE;
  const angle = (2 * Math.PI * tap) / (TAPS - 1);
  const window = 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
  return window * (x === 0 ? 0.5 : Math.sin((Math.PI * x) / 2) / (Math.PI * x));
});

/** A filter that goes on from one piece of a stream to the next. */
class Filter {
  private past = new Float64Array(TAPS - 1);

  run(samples: Float64Array): Float64Array {
    const all = new Float64Array(this.past.length + samples.length);
    all.set(this.past);
    all.set(samples, this.past.length);
    this.past = all.slice(samples.length);
    return samples.map((_, at) => {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) sum += (FILTER[tap] ?? 0) * (all[at + tap] ?? 0);
      return sum;
    });
  }
}

/** Brings a stream from 8 to 16 kHz, piece by piece, 1.4 ms late. */
export class Doubler {
  private readonly filter = new Filter();

  run(samples: Int16Array): Int16Array {
    const spread = new Float64Array(samples.length * 2);
    samples.forEach((sample, at) => (spread[at * 2] = sample * 2));
    return Int16Array.from(this.filter.run(spread), clip);
  }
}

/** Brings a stream from 16 to 8 kHz, piece by piece of an even number of samples, 1.4 ms late. */
export class Halver {
  private readonly filter = new Filter();

  run(samples: Int16Array): Int16Array {
    const filtered = this.filter.run(Float64Array.from(samples));
    return Int16Array.from({ length: samples.length / 2 }, (_, at) => clip(filtered[at * 2] ?? 0));
  }
}

function clip(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample)));
}
