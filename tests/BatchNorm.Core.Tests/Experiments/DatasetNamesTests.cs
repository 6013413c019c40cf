namespace BatchNorm.Experiments;

public class DatasetNamesTests
{
    private static readonly string Fashion = new('a', 64), Kana = new('b', 64);

    [Fact]
    public void Data_of_its_own_name_goes_by_it() =>
        Assert.Equal(["Mnist", "Idx: raw"], new DatasetNames([("Mnist", Fashion), ("Idx: raw", Kana), ("Mnist", Fashion)]).All);

    [Fact]
    public void Different_data_of_one_name_is_told_apart_by_the_first_digits_of_its_hash()
    {
        var names = new DatasetNames([("Idx: raw", Fashion), ("Idx: raw", Kana), ("Mnist", "c")]);

        Assert.Equal(["Idx: raw (aaaaaaaa)", "Idx: raw (bbbbbbbb)", "Mnist"], names.All);
        Assert.Equal("Idx: raw (bbbbbbbb)", names.Of("Idx: raw", Kana));
    }

    [Fact]
    public void One_dataset_of_two_names_goes_by_the_first()
    {
        var names = new DatasetNames([("Mnist", Fashion), ("Idx: raw", Fashion)]);

        Assert.Equal(["Mnist"], names.All);
        Assert.Equal("Mnist", names.Of("Idx: raw", Fashion));
    }

    [Fact]
    public void Data_that_was_not_hashed_is_that_of_others_of_its_name_that_were_not_and_no_other()
    {
        Assert.Equal(DatasetNames.Identity("Mnist", ""), DatasetNames.Identity("Mnist", ""));
        Assert.NotEqual(DatasetNames.Identity("Mnist", ""), DatasetNames.Identity("Synthetic", ""));
        Assert.Equal(["Mnist (aaaaaaaa)", "Mnist (not hashed)"], new DatasetNames([("Mnist", Fashion), ("Mnist", "")]).All);
    }
}
