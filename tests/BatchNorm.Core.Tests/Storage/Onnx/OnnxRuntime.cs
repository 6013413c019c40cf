using Microsoft.ML.OnnxRuntime;

namespace BatchNorm.Core.Tests.Storage.Onnx;

/// <summary>Runs ONNX files with another program's eyes.</summary>
internal static class OnnxRuntime
{
    /// <summary>The logits of a file's model, batch x classes.</summary>
    public static float[] Run(string path, params (string Name, float[] Values, long[] Shape)[] inputs)
    {
        // Its warning of an input that need not be given is meant for whoever did not mean it.
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(path, options);
        using var run = new RunOptions();
        Dictionary<string, OrtValue> values = inputs.ToDictionary(input => input.Name, input => OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape));
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, values, ["logits"]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            foreach (OrtValue value in values.Values)
                value.Dispose();
        }
    }

    /// <summary>A file's inputs with their dimensions, -1 for a free one.</summary>
    public static IReadOnlyDictionary<string, int[]> Inputs(string path)
    {
        using var session = new InferenceSession(path);
        return session.InputMetadata.ToDictionary(input => input.Key, input => input.Value.Dimensions);
    }
}
