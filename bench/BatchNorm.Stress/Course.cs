using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Optimizers;

namespace BatchNorm.Stress;

/// <summary>A short training from a fixed start, which can be taken again and again: the first time tells what is right.</summary>
/// <param name="create">Makes the network at its start.</param>
/// <param name="images">What it is trained on.</param>
/// <param name="batchSize">Images a step.</param>
/// <param name="learningRate">As in training.</param>
/// <param name="seed">Fixes the order of the batches.</param>
/// <param name="length">Steps before the course begins anew, so that one wrong step does not make all that follow wrong.</param>
internal sealed class Course(Func<INetwork> create, ImageSet images, int batchSize, float learningRate, int seed, int length = Course.UsualLength)
{
    /// <summary>Steps of a course that says no other number.</summary>
    public const int UsualLength = 50;

    private readonly float[][] _first = new float[length][];

    /// <summary>Takes it for the first time; to be done before anything else runs.</summary>
    /// <exception cref="ArithmeticException">A parameter became NaN or infinite: then nothing that goes wrong would show.</exception>
    public void TakeFirst()
    {
        using var taken = new TakenCourse(create(), images, batchSize, learningRate, seed);
        for (int step = 0; step < length; step++)
        {
            _first[step] = taken.Step();
            if (!_first[step].All(float.IsFinite))
                throw new ArithmeticException($"The first run diverges in step {step}: choose another seed.");
        }
    }

    /// <summary>Takes it again until so many steps are done, each compared with the first time's.</summary>
    /// <param name="steps">Steps to be begun; one that fails counts.</param>
    /// <param name="betweenSteps">Done before each step, on the thread that takes it.</param>
    public Findings TakeAgain(int steps, Action betweenSteps)
    {
        var findings = new Findings();
        while (findings.Steps < steps)
        {
            using var taken = new TakenCourse(create(), images, batchSize, learningRate, seed);
            for (int step = 0; step < length && findings.Steps < steps; step++)
            {
                betweenSteps();
                try
                {
                    findings.Compare(_first[step], taken.Step());
                }
                catch (Exception exception)
                {
                    findings.Fail(exception);
                    break; // what is left of the network is not what it should be
                }
            }
        }

        return findings;
    }

    private sealed class TakenCourse(INetwork network, ImageSet images, int batchSize, float learningRate, int seed) : IDisposable
    {
        private readonly Learner _learner = new(network, OptimizerSettings.Of(network.Definition.Settings));
        private readonly MiniBatch _batch = new(images, batchSize);
        private readonly BatchOrder _order = new(images.Count, seed);

        /// <returns>All parameters after the step.</returns>
        public float[] Step()
        {
            _batch.Fill(_order);
            _learner.Step(_batch, learningRate);
            return [.. network.ReadParameters().Tensors.SelectMany(tensor => tensor.Values)];
        }

        public void Dispose() => network.Dispose();
    }
}
