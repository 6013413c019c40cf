using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Randomness;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>The LSTM at one width of vectors, whatever the processor has.</summary>
internal abstract class LstmAtWidth
{
    public static LstmAtWidth Of(int lanes) => lanes switch
    {
        4 => new AtWidth<Float32x4>(),
        8 => new AtWidth<Float32x8>(),
        16 => new AtWidth<Float32x16>(),
        _ => throw new ArgumentOutOfRangeException(nameof(lanes)),
    };

    /// <summary>A network whose gradients are left unclipped, so that they are the differences of the loss.</summary>
    public abstract INetwork CreateNetwork(RecurrentParameters parameters);

    /// <summary>
    /// The layer alone: forth and back through batches of some sizes with made-up gradients, each a step of descent, and then an inference with
    /// either statistics.
    /// </summary>
    /// <param name="parameters">What it starts from.</param>
    /// <param name="images">What it reads.</param>
    /// <param name="sizes">Of the batches, one after the other.</param>
    /// <param name="inUsedMemory">
    /// Whether all batches are computed in the same memory, in which a larger batch has left NaN in all that it computed; else each has new memory.
    /// </param>
    /// <returns>All that came out, and the layer's numbers in the end.</returns>
    public abstract float[] Descend(RecurrentParameters parameters, ImageSet images, int[] sizes, bool inUsedMemory = false);

    private sealed class AtWidth<V> : LstmAtWidth
        where V : struct, IFloatVector<V>
    {
        public override INetwork CreateNetwork(RecurrentParameters parameters)
        {
            var arena = new NativeArena();
            return new SimdNetwork<V>(parameters, arena, Layers(arena, parameters.Definition) with { ClipsGradients = false });
        }

        public override float[] Descend(RecurrentParameters parameters, ImageSet images, int[] sizes, bool inUsedMemory)
        {
            using var arena = new NativeArena();
            IFirstLayer<V> layer = Layers(arena, parameters.Definition).First;
            foreach ((NativeMatrix target, NamedTensor source) in layer.Numbers.Zip(parameters.Tensors))
                target.Write(source.Values);

            List<float> results = [];
            var random = new Random(7);
            var order = new BatchOrder(images.Count, seed: 1);
            int largest = sizes.Max() + 5;
            using var used = new Workspace<V>(largest);
            NativeMatrix usedGradient = used.AllocateRows(parameters.Definition.Units);
            IFirstTrainingStage usedTraining = layer.StartTraining(used);
            foreach (int size in sizes)
            {
                using var unused = new Workspace<V>(size);
                NativeMatrix gradient = inUsedMemory ? usedGradient.Slice(0, size) : unused.AllocateRows(parameters.Definition.Units).Slice(0, size);
                IFirstTrainingStage training = inUsedMemory ? usedTraining : layer.StartTraining(unused);
                if (inUsedMemory)
                    LeaveNaN(layer, images, largest, usedTraining, usedGradient);

                var batch = new MiniBatch(images, size);
                batch.Fill(order);
                results.AddRange(training.Forward(batch).ToArray());
                gradient.Write([.. Enumerable.Range(0, size * parameters.Definition.Units).Select(_ => (float)(random.NextDouble() - 0.5))]);
                training.Backward(gradient, Descent.Of(0.01f));
            }

            using var memory = new Workspace<V>(images.Count);
            IFirstInferenceStage inference = layer.StartInference(memory);
            foreach (StatisticsSource statistics in Enum.GetValues<StatisticsSource>())
            {
                if (inUsedMemory)
                    WithNaN(layer, () => AssertNaN(inference.Infer(images, 0, images.Count, statistics, null)));
                results.AddRange(inference.Infer(images, 1, images.Count - 1, statistics, null).ToArray());
            }

            foreach (NativeMatrix matrix in layer.Numbers)
                results.AddRange(matrix.ToArray());
            return [.. results];
        }

        /// <summary>Goes forth and back through a batch of which nothing but NaN can come; the layer is then as it was.</summary>
        private static void LeaveNaN(IFirstLayer<V> layer, ImageSet images, int size, IFirstTrainingStage training, NativeMatrix gradient)
        {
            var batch = new MiniBatch(images, size);
            batch.Fill(new BatchOrder(images.Count, seed: 2));
            WithNaN(layer, () =>
            {
                AssertNaN(training.Forward(batch));
                gradient.Write([.. Enumerable.Repeat(float.NaN, size * gradient.Columns)]);
                training.Backward(gradient, Descent.ToGradients);
            });
            Assert.All(layer.Gradients, of => Assert.Contains(of.ToArray(), float.IsNaN));
        }

        /// <summary>Does something while all numbers of the layer are NaN.</summary>
        private static void WithNaN(IFirstLayer<V> layer, Action action)
        {
            float[][] numbers = [.. layer.Numbers.Select(matrix => matrix.ToArray())];
            RandomPosition? noise = layer.Noise?.Position;
            foreach (NativeMatrix matrix in layer.Numbers)
                matrix.Write([.. Enumerable.Repeat(float.NaN, matrix.Rows * matrix.Columns)]);

            action();

            foreach ((NativeMatrix matrix, float[] values) in layer.Numbers.Zip(numbers))
                matrix.Write(values);
            if (noise is { } position)
                layer.Noise!.Position = position;
        }

        private static void AssertNaN(NativeMatrix matrix) => Assert.All(matrix.ToArray(), value => Assert.True(float.IsNaN(value)));

        private static LayerStack<V> Layers(NativeArena arena, RecurrentDefinition definition) => definition.Activation switch
        {
            Activation.ReLU => LayerStacks<V, ReLU<V>>.Of(arena, definition),
            Activation.Tanh => LayerStacks<V, Tanh<V>>.Of(arena, definition),
            Activation.Softplus => LayerStacks<V, Softplus<V>>.Of(arena, definition),
            _ => throw new ArgumentOutOfRangeException(nameof(definition)),
        };
    }
}
