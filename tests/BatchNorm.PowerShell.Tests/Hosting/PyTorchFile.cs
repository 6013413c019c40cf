using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>A safetensors file as PyTorch writes it of a small model for MNIST: Linear, an activation, Linear.</summary>
public static class PyTorchFile
{
    private const int Pixels = 784, Units = 4, Classes = 10;

    public static void Write(string path)
    {
        var header = new StringBuilder();
        int end = 0;
        foreach (var (name, shape) in new[] { ("0.bias", new[] { Units }), ("0.weight", [Units, Pixels]), ("2.bias", [Classes]), ("2.weight", [Classes, Units]) })
        {
            int begin = end;
            end += sizeof(float) * shape.Aggregate(1, (product, length) => product * length);
            header.Append(CultureInfo.InvariantCulture, $"{(header.Length == 0 ? '{' : ',')}\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{end}]}}");
        }

        byte[] text = Encoding.UTF8.GetBytes($"{header}}}");
        byte[] file = new byte[sizeof(long) + text.Length + end]; // all numbers are 0
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, sizeof(long));
        File.WriteAllBytes(path, file);
    }
}
