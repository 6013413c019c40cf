using System.Runtime.InteropServices;
using BatchNorm.Randomness;

namespace BatchNorm.Engines;

public class HiddenStateNoiseTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0)]
    public void States_have_the_deviation_that_was_asked_for(double deviation)
    {
        var state = new float[1000];

        new HiddenStateNoise(deviation).Next(state);

        Assert.Equal(deviation, Math.Sqrt(state.Average(value => value * value)), 0.1 * deviation); // 4 standard errors
    }

    [Fact]
    public void Two_networks_are_given_the_same_noise_and_an_image_never_that_of_the_one_before()
    {
        HiddenStateNoise one = new(0.1), other = new(0.1);

        float[] first = Next(one);

        Assert.Equal(first, Next(other));
        Assert.NotEqual(first, Next(one));

        static float[] Next(HiddenStateNoise noise)
        {
            var state = new float[5];
            noise.Next(state);
            return state;
        }
    }

    [Fact]
    public void In_inference_it_is_drawn_from_the_hash_of_the_images_bytes()
    {
        float[] image = [0, 0.5f, 0, 0, 1, 1 / 3f, -0f, 0], state = new float[3];

        var noise = new HiddenStateNoise(0.1);
        noise.OfImage(image, noise.ForInference(), state);

        uint hash = 2166136261;
        foreach (byte value in MemoryMarshal.AsBytes(image.AsSpan()))
            hash = (hash ^ value) * 16777619;
        var source = new RandomSource(1, RandomPurpose.HiddenStateNoise, hash);
        Assert.Equal([(float)(0.1 * source.NextNormal()), (float)(0.1 * source.NextNormal()), (float)(0.1 * source.NextNormal())], state);
    }

    [Fact]
    public void Where_there_is_none_every_state_is_0()
    {
        float[] next = [1, 2], ofImage = [1, 2];
        var noise = new HiddenStateNoise(0);

        noise.Next(next);
        noise.OfImage([0.5f], noise.ForInference(), ofImage);

        Assert.Equal([0, 0, 0, 0], [.. next, .. ofImage]);
        Assert.Null(noise.Training);
    }
}
