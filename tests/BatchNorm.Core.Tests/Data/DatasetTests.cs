using System.Security.Cryptography;
using System.Text;

namespace BatchNorm.Data;

public class DatasetTests
{
    private static readonly ImageSet One = new(1, 2, [10, 20], [3]);
    private static readonly ImageSet Other = new(1, 2, [10, 21], [3]);

    [Fact]
    public void A_set_is_its_sizes_its_pixels_and_its_labels()
    {
        byte[] content = [1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 10, 20, 3];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), One.Sha256);
    }

    [Fact]
    public void A_part_of_a_set_is_what_it_holds_and_not_what_it_was_cut_from()
    {
        var two = new ImageSet(1, 2, [7, 8, 10, 20], [1, 3]);

        Assert.Equal(One.Sha256, two.Slice(1, 1).Sha256);
    }

    [Fact]
    public void A_dataset_is_its_three_sets_in_their_order()
    {
        byte[] digests = Encoding.ASCII.GetBytes(One.Sha256 + Other.Sha256 + One.Sha256);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(digests)), new Dataset("Any", One, Other, One).Sha256);
    }

    [Fact]
    public void A_name_is_no_part_of_it() =>
        Assert.Equal(new Dataset("Mine", One, One, One).Sha256, new Dataset("Yours", One, One, One).Sha256);

    [Fact]
    public void One_pixel_makes_other_data()
    {
        Dataset first = new("Same name", One, One, One);

        Assert.NotEqual(first.Sha256, (first with { Test = Other }).Sha256);
    }
}
