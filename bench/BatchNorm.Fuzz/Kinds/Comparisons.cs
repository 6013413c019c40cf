using System.Management.Automation;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>Good comparisons to start from, made by the module itself over a few made images.</summary>
internal static class Comparisons
{
    public static IReadOnlyList<PSObject> Make(ModuleSession session)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("batchnorm-fuzz-");
        try
        {
            Write("train", 120);
            Write("t10k", 20);
            return session.Invoke([], shell => shell
                .AddCommand("Compare-BatchNorm")
                .AddParameter("DatasetPath", folder.FullName)
                .AddParameter("HiddenLayer", "5,5")
                .AddParameter("TrainingBatches", 20)
                .AddParameter("BatchesPerSample", 5)
                .AddParameter("Seed", "1..2")).Output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string set, int count)
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, $"{set}-images-idx3-ubyte"), IdxOriginals.Images(count, 28, 28));
            File.WriteAllBytes(Path.Combine(folder.FullName, $"{set}-labels-idx1-ubyte"), IdxOriginals.Labels(count));
        }
    }
}
