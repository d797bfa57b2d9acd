//! Every answer that Microsoft's metadata describes, in every cloud, under the judge of [`Tenant::judged`].
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which the lint knows by `#[test]` only"
)]

mod support;

use boxseat_tenant::Seed;
use http::{Method, StatusCode};
use model::CloudId;
use serde_json::{Value, json};
use support::World;
use support::browser::token_of;
use wire::shapes::{Shapes, metadata_of};

const CLOUDS: [CloudId; 5] = [
    CloudId::Worldwide,
    CloudId::GccHigh,
    CloudId::Dod,
    CloudId::China,
    CloudId::Germany,
];

/// Ids for the gaps in a request.
struct Ids {
    user: String,
    group: String,
    sku: String,
    subscription: String,
}

impl Ids {
    async fn of(world: &World) -> Self {
        let first = async |path: &str| {
            let rows = world.get(path).await.json();
            rows["value"][0]["id"].as_str().unwrap().to_owned()
        };
        let groups = world.all("/v1.0/groups").await;
        let group = groups.iter().find(|group| {
            let dynamic = group["groupTypes"]
                .to_string()
                .contains("DynamicMembership");
            !dynamic && group["onPremisesSyncEnabled"].is_null()
        });
        let group = group.expect("the sample organisation has a group with assigned members");
        Self {
            user: first("/v1.0/users?$top=1").await,
            // The members of other groups cannot be changed through Graph.
            group: group["id"].as_str().unwrap().to_owned(),
            sku: first("/v1.0/subscribedSkus").await,
            subscription: first("/v1.0/directory/subscriptions").await,
        }
    }

    fn fill(&self, template: &str) -> String {
        let mut segments = Vec::new();
        for segment in template.split('/') {
            let id = match segments.last().map(String::as_str) {
                Some("users" | "members") => &self.user,
                Some("groups") => &self.group,
                Some("subscribedSkus") => &self.sku,
                _ => &self.subscription,
            };
            let filled = segment.replace("{id}", id).replace("{period}", "D7");
            segments.push(filled);
        }
        format!("/v1.0{}", segments.join("/"))
    }

    fn body(&self, request: &str) -> Option<Value> {
        Some(match request {
            "POST /users/{id}/assignLicense" | "POST /groups/{id}/assignLicense" => {
                json!({"addLicenses": [], "removeLicenses": []})
            }
            "PATCH /users/{id}" => json!({"accountEnabled": false}),
            "PATCH /admin/reportSettings" => json!({"displayConcealedNames": false}),
            "POST /groups/{id}/members/$ref" => {
                json!({"@odata.id": format!("https://graph.microsoft.com/v1.0/directoryObjects/{}", self.user)})
            }
            _ => return None,
        })
    }
}

#[tokio::test(start_paused = true)]
async fn every_request_of_every_cloud_is_answered_as_its_metadata_says() {
    for cloud in CLOUDS {
        let world = World::with(&Seed {
            users: 60,
            cloud,
            ..Seed::default()
        })
        .await;
        world.grant(&["User.ReadWrite.All", "ReportSettings.ReadWrite.All"]);
        let mut world = world.renewed().await;
        let application = world.token.clone();
        let person = token_of(&world, "tessa.ravensbergen").await;
        let ids = Ids::of(&world).await;
        for (request, there) in Shapes::committed().operations(metadata_of(cloud)) {
            let (method, template) = request.split_once(' ').unwrap();
            let method: Method = method.parse().unwrap();
            // Only a person has an account of their own.
            world.token = if template.starts_with("/me") {
                person.clone()
            } else {
                application.clone()
            };
            let headers = [("ConsistencyLevel", "eventual")];
            let answer = world
                .call(method, &ids.fill(template), ids.body(request), &headers)
                .await;
            // A removal of somebody who is no member is refused: it stands before the addition.
            let fine = answer.status.as_u16() < 400 || request.starts_with("DELETE");
            assert_eq!(fine, there.is_some(), "{cloud} {request}: {answer:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_member_that_can_be_selected_is_in_the_metadata() {
    for cloud in CLOUDS {
        let world = World::with(&Seed {
            users: 200,
            cloud,
            ..Seed::default()
        })
        .await;
        for path in ["/v1.0/users", "/v1.0/groups"] {
            let of = path.rsplit('/').next().unwrap().trim_end_matches('s');
            for member in Shapes::committed().members(of, metadata_of(cloud)) {
                let answer = world
                    .get(&format!("{path}?$select=id,{member}&$top=120"))
                    .await;
                let known = answer.status == StatusCode::OK;
                // Graph knows more of them than the tenant has, and gives some for one account only.
                let refused =
                    [StatusCode::BAD_REQUEST, StatusCode::NOT_IMPLEMENTED].contains(&answer.status);
                assert!(known || refused, "{cloud} {of}.{member}: {answer:?}");
            }
        }
    }
}
