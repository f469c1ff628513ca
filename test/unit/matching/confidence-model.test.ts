import { CANDIDATE_FEATURES, NONE_FEATURES } from '../../../src/matching/candidate-features';
import { ConfidenceModel, type Lesson } from '../../../src/matching/confidence-model';

/** Two candidates; the better evidence is right, and where neither has any, none is. */
function lesson(evidence: readonly [number, number]): Lesson {
  const best = Math.max(...evidence);
  return {
    right: best < 0.3 ? -1 : evidence.indexOf(best),
    utterance: {
      features: NONE_FEATURES.map((name) => (name === 'always' ? 1 : name === 'bestSimilarity' ? best : 0)),
      candidates: evidence.map((value, owner) => ({
        owner,
        nearest: 0,
        features: CANDIDATE_FEATURES.map((name) => (name === 'wordEvidence' ? value : 0)),
      })),
    },
  };
}

const LESSONS = Array.from({ length: 60 }, (_, i) => lesson([(i % 10) / 10, ((i * 7) % 10) / 10]));

describe('the confidence model', () => {
  const model = ConfidenceModel.learn(LESSONS);

  it('learns that more evidence is better', () => {
    const [strong = 0, weak = 0] = model.confidences(lesson([0.9, 0.1]).utterance);
    expect(strong).toBeGreaterThan(0.7);
    expect(weak).toBeLessThan(0.2);
  });

  it('learns that none is right where there is no evidence', () => {
    const confidences = model.confidences(lesson([0, 0.1]).utterance);
    expect(Math.max(...confidences)).toBeLessThan(0.4);
  });

  it('is not sure between two equals', () => {
    const [a = 0, b = 0] = model.confidences(lesson([0.8, 0.8]).utterance);
    expect(Math.abs(a - b)).toBeLessThan(1e-9);
    expect(a).toBeLessThanOrEqual(0.5);
  });

  it('learns the same from the same lessons, and names its weights', () => {
    expect(ConfidenceModel.learn(LESSONS).describe()).toEqual(model.describe());
    expect(Object.keys(model.describe())).toHaveLength(CANDIDATE_FEATURES.length + NONE_FEATURES.length);
  });

  it('stays finite where evidence is absurdly strong', () => {
    const [huge = NaN, other = NaN] = model.confidences(lesson([1e6, 0]).utterance);
    expect([huge, other]).toEqual([1, 0]);
  });
});
