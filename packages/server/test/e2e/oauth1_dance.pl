# Goes the three steps of OAuth 1.0 with LWP::Authen::OAuth, then calls the API.
#
# It signs in the header and leaves oauth_callback and oauth_verifier in the form, as its manual has it.
# Environment: LEASEHOLD_URL, CONSUMER_KEY, CONSUMER_SECRET, CALLBACK.
# Prints the address of the authorize page on a line, reads the address that the browser was sent back to, and prints
# what the API answered as one JSON object.
use strict;
use warnings;
use JSON::PP;
use LWP::Authen::OAuth;
use URI;
$| = 1;

my $url   = $ENV{LEASEHOLD_URL};
my $scope = "https://www.googleapis.com/auth/taskqueue";
my $tasks = "$url/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks";
my $key   = "key=acme-server-key";

my $agent = LWP::Authen::OAuth->new(
    oauth_consumer_key    => $ENV{CONSUMER_KEY},
    oauth_consumer_secret => $ENV{CONSUMER_SECRET},
);
my $step = $agent->post( "$url/accounts/OAuthGetRequestToken",
    [ oauth_callback => $ENV{CALLBACK}, xoauth_displayname => "Perl", scope => $scope ] );
die $step->as_string if $step->is_error;
$agent->oauth_update_from_response($step);
print "$url/accounts/OAuthAuthorizeToken?oauth_token=", $agent->oauth_token, "\n";

my %back = URI->new( scalar <STDIN> )->query_form;
chomp $back{$_} for keys %back;
$step = $agent->post( "$url/accounts/OAuthGetAccessToken", [ oauth_verifier => $back{oauth_verifier} ] );
die $step->as_string if $step->is_error;
$agent->oauth_update_from_response($step);

my $inserted = $agent->post(
    "$tasks?$key",
    Content_Type => "application/json",
    Content      => encode_json( { id => "from-perl", payloadBase64 => "aGVsbG8=" } ),
);
# A form is signed with everything in it.
my $leased  = $agent->post( "$tasks/lease", [ numTasks => 1, leaseSecs => 60, key => "acme-server-key" ] );
my $deleted = $agent->delete("$tasks/from-perl?$key");
my $without = $agent->get($tasks);
my $info    = $agent->get("$url/accounts/AuthSubTokenInfo");
my $revoked = $agent->get("$url/accounts/AuthSubRevokeToken");
my $after   = $agent->get("$tasks?$key");

sub json { decode_json( $_[0]->content ) }
print encode_json(
    {
        insert     => json($inserted)->{id},
        lease      => [ map { $_->{id} } @{ json($leased)->{items} } ],
        delete     => $deleted->code + 0,
        withoutKey => json($without)->{error}{errors}[0]{reason},
        info       => ( split /\n/, $info->content )[1],
        revoke     => $revoked->code + 0,
        afterwards => ( split /:/, json($after)->{error}{message} )[0],
    }
), "\n";
